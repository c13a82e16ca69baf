package io.drinkd.client.command;

import io.drinkd.client.failure.FailedException;
import io.drinkd.client.session.Machine;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Slot;
import java.util.List;
import java.util.Optional;

/** Why there is no drink, with the names of drink and machine. */
final class Refused {

  private Refused() {}

  /** Why a drink did not fall from a slot. */
  static FailedException explained(FailedException failure, Session session, Slot slot) {
    String where = "slot " + slot.number() + " of " + session.machineName();
    return switch (failure.code()) {
      case POOR ->
          failure.explained(
              slot.item()
                  + " costs "
                  + slot.price()
                  + (slot.price() == 1 ? " credit" : " credits")
                  + balance(session).map(credits -> ", and you have " + credits).orElse(""));
      case EMPTY -> failure.explained(slot.item() + " is sold out: " + where + " is empty");
      case DISABLED -> failure.explained(slot.item() + " is not on sale now: " + where);
      default -> explained(failure, session);
    };
  }

  /** The same, of any slot. */
  static FailedException explained(FailedException failure, Session session) {
    String machine = session.machineName();
    return switch (failure.code()) {
      case AWAY, BUSY ->
          failure.explained(
              status(session)
                  .filter(one -> !one.up())
                  .map(Machine::line)
                  .orElseGet(() -> failure.getMessage().replace("the machine", machine)));
      case EMPTY -> failure.explained("nothing is left in " + machine + " that you can pay for");
      default -> failure;
    };
  }

  /** Empty if it cannot be asked for: it is a courtesy. */
  private static Optional<Long> balance(Session session) {
    try {
      return Optional.of(session.balance());
    } catch (FailedException e) {
      return Optional.empty();
    }
  }

  private static Optional<Machine> status(Session session) {
    try {
      return session.machines().stream()
          .flatMap(List::stream)
          .filter(machine -> session.selected().filter(machine::isCalled).isPresent())
          .findFirst();
    } catch (FailedException e) {
      return Optional.empty();
    }
  }
}
