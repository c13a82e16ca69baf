package io.drinkd.appliance.machine;

import java.util.List;
import java.util.Optional;

/** What anybody may see of a machine. Answered from memory, on any thread. */
public interface MachineView {

  /** The id by which configuration, store and clients name it. */
  String id();

  /** How people call it. */
  String name();

  /** Where it stands. */
  String location();

  /** Whether it can take an order now. */
  MachineStatus status();

  /** Why the status is what it is, in one line. */
  String statusReason();

  /** Its slots, by number. */
  List<Slot> slots();

  /** One of its slots. */
  Optional<Slot> slot(int number);

  /** The last temperature in degrees Celsius, if it is not older than 15 minutes. */
  Optional<Double> temperatureCelsius();

  /** The state of its link, and how many orders ended how. */
  LinkHistory history();

  /** The address of the board's end of the link, if there is a link. */
  Optional<String> remoteAddress();
}
