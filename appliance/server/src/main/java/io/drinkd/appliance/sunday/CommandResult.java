package io.drinkd.appliance.sunday;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.service.Caller;
import java.util.List;

/**
 * The result of a request, as far as it is not spelled yet: a function of the dialect. A record
 * stands here only where somebody looks inside before it is spelled.
 */
@FunctionalInterface
public interface CommandResult {

  /** Spells it. */
  Reply spelledBy(Dialect dialect);

  /** The request was not one of the protocol's. The detail is what {@link ErrorCode} says. */
  record Failed(ErrorCode code, String detail) implements CommandResult {
    public Failed(ErrorCode code) {
      this(code, "");
    }

    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.error(code, detail);
    }
  }

  /** The house has refused it. */
  record Refused(RefusedException refusal) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.refused(refusal);
    }
  }

  /** A name was given, known or not; a password must follow. */
  record PasswordRequired(String name) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.passwordRequired();
    }
  }

  /** Somebody has logged in and has these credits available. */
  record LoggedIn(Caller caller, long available) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.credits(available);
    }
  }

  /** Slots of a machine. */
  record Slots(List<Slot> slots) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.slots(slots);
    }
  }

  /** So many drops are called off. */
  record Cancelled(int drops) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.ok(drops + " Cancelled.");
    }
  }

  /** The client leaves; the connection is closed after the reply. */
  record Goodbye() implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.goodbye();
    }
  }
}
