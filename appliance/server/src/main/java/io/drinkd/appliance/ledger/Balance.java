package io.drinkd.appliance.ledger;

/**
 * What an account has, in whole credits.
 *
 * @param balance what it has
 * @param held what of it is set aside by open holds
 * @param floor what {@link #available} never goes below; {@link Long#MIN_VALUE} for none
 */
public record Balance(long balance, long held, long floor) {

  /** What is not set aside. */
  public long available() {
    return balance - held;
  }

  /** Whether {@code amount} more may be spent or set aside. */
  public boolean covers(long amount) {
    return available() - amount >= floor;
  }
}
