package io.drinkd.appliance.ledger;

/** An account holds less than is to be taken from what it holds: the books are not sound. */
public final class HeldCreditsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HeldCreditsException(long account, long amount) {
    super("account " + account + " holds less than " + amount);
  }
}
