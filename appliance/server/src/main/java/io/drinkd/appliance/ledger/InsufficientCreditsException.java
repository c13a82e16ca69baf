package io.drinkd.appliance.ledger;

/** An account would go below its floor. An ordinary outcome, so it has no stack trace. */
public final class InsufficientCreditsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InsufficientCreditsException(String account, long amount, Balance balance) {
    super(
        account
            + " has "
            + balance.available()
            + " credits available and a floor of "
            + balance.floor()
            + "; "
            + amount
            + " would go below it",
        null,
        false,
        false);
  }
}
