package io.drinkd.appliance.ledger;

/**
 * What an account has, in whole credits.
 *
 * @param balance all of it, held credits included
 * @param held the part reserved by open holds
 * @param floor what {@link #available} never goes below; {@link Long#MIN_VALUE} for none
 */
public record Balance(long balance, long held, long floor) {

  /** What is not held. */
  public long available() {
    return balance - held;
  }

  /** Whether {@code amount} more may be spent or held. */
  public boolean covers(long amount) {
    return available() - amount >= floor;
  }
}
