package io.drinkd.appliance.sunday;

import io.drinkd.appliance.event.EventLog.NumberedEvent;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How the protocol is spelled: a method for each reply in which dialects differ, and no state. A
 * further dialect is one more class and its line in {@link Dialects}.
 */
public interface Dialect {

  /**
   * What a connection is greeted with.
   *
   * @param name the selected machine's name, or the appliance's if none is selected
   */
  Reply greeting(String name);

  /** Whether a connection begins with the first machine selected if no other is. */
  default boolean selectsFirstMachine() {
    return false;
  }

  /** All is well, and the text says what was done or asked for. */
  Reply ok(String text);

  /**
   * A list.
   *
   * @param rows whole lines, each with its LF
   * @param count how many they are
   * @param what what they are, such as {@code Slots retrieved}
   */
  Reply list(CharSequence rows, int count, String what);

  /** An error of the protocol's own; the detail is what {@link ErrorCode} says. */
  Reply error(ErrorCode code, String detail);

  /** A refusal of the house. */
  Reply refused(RefusedException refusal);

  /** A name was given. */
  Reply passwordRequired();

  /** Who is logged in. */
  Reply loggedInAs(String name);

  /** Available credits: after a login, or asked for. */
  Reply credits(long available);

  /** Degrees Fahrenheit: the protocol has no others. */
  static double fahrenheit(double celsius) {
    return celsius * 1.8 + 32;
  }

  /** A machine was selected. */
  Reply machineSelected(String name);

  /** Slots of a machine. */
  Reply slots(List<Slot> slots);

  /** A drink has fallen; so many credits are left. */
  Reply dropped(long available);

  /**
   * What a drop is answered with, at once, that comes while one of the same connection is under
   * way, and which then has no effect; empty if it is made when the first is done.
   */
  default Optional<Reply> secondDrop() {
    return Optional.empty();
  }

  /** Credits were given; so many are left. */
  Reply creditsSent(long available);

  /** Which machines are connected, as JSON. */
  Reply serverStatus(Collection<? extends MachineView> machines);

  /** The client leaves. */
  Reply goodbye();

  /** An event as one line with its end, which begins with an asterisk and a blank. */
  String event(NumberedEvent event);
}
