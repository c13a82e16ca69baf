package io.drinkd.appliance.ledger;

/**
 * What an account has, in whole credits.
 *
 * @param balance all of it, held credits included
 * @param held the prices of the open drops
 * @param floor what {@link #available} never goes below; {@link Long#MIN_VALUE} for none
 */
public record Balance(long balance, long held, long floor) {

  /** What is not held. */
  public long available() {
    return balance - held;
  }

  /** Whether {@code amount} more may be spent or held; nothing may be by whoever has nothing. */
  public boolean covers(long amount) {
    return amount == 0 || floor == Long.MIN_VALUE || available() - amount >= floor;
  }
}
