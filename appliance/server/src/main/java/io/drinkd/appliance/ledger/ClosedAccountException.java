package io.drinkd.appliance.ledger;

/** An account was closed, or there never was one. An ordinary outcome, so it has no stack trace. */
public final class ClosedAccountException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClosedAccountException(long account) {
    super("there is no open account " + account, null, false, false);
  }
}
