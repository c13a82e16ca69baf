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

  /**
   * What it is now, in the one word that is shown everywhere: {@link OutOfService#WORD}, or else
   * the {@linkplain MachineStatus#word() word} for what its board is.
   */
  default String state() {
    return outOfService().isPresent() ? OutOfService.WORD : status().word();
  }

  /** Why the state is what it is, in one line for anybody. */
  default String publicReason() {
    return outOfService().map(OutOfService::publicLine).orElseGet(this::statusReason);
  }

  /** The same for admins and operators: who has taken it out of service, too. */
  default String stateReason() {
    return outOfService().map(OutOfService::line).orElseGet(this::statusReason);
  }

  /** Who has taken it out of service, and why; empty if it is in service. */
  Optional<OutOfService> outOfService();

  /** Whether its board can take an order now, in service or not. */
  MachineStatus status();

  /** Why the status is what it is, in one line. */
  String statusReason();

  /** Its slots, by number. */
  List<Slot> slots();

  /** One of its slots. */
  Optional<Slot> slot(int number);

  /** Whether its board sees for itself which slots are empty, and has reported that. */
  boolean sensesSlots();

  /** The last temperature, if it is not older than 15 minutes. */
  Optional<Temperature> temperature();

  /** The same in degrees Celsius. */
  default Optional<Double> temperatureCelsius() {
    return temperature().map(Temperature::celsius);
  }

  /** What else its board has reported; older than its link, perhaps. */
  BoardReadings readings();

  /** From so many degrees Celsius on it is not cold any more; empty if its file does not say. */
  Optional<Double> coldBelowCelsius();

  /** The state of its link, and how many orders ended how. */
  LinkFacts history();

  /**
   * The name of the other appliance that has the machine, and says what is shown of its board;
   * empty if this one has it, or none.
   */
  Optional<String> otherAppliance();

  /** The address of the board's end of the link, if there is a link. */
  Optional<String> remoteAddress();
}
