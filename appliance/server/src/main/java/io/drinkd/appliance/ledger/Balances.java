package io.drinkd.appliance.ledger;

import io.drinkd.appliance.ledger.Ledger.BalanceListener;
import java.util.Optional;

/**
 * What each account has, cached in memory, so that reading a balance needs no disk access. A change
 * is applied as soon as it is on disk, not before: on the thread that completes commits, in their
 * order. May be read on any thread.
 */
final class Balances {

  private final DenseIdMap<Balance> balances = new DenseIdMap<>();
  private volatile BalanceListener listener = (account, balance, number) -> {};

  void listen(BalanceListener newListener) {
    listener = newListener;
  }

  Balance get(long account) {
    return balances
        .find(account)
        .orElseThrow(() -> new IllegalArgumentException("no account " + account));
  }

  void set(long account, Balance balance) {
    Optional<Balance> before = balances.put(account, balance);
    if (before.isEmpty() || before.get().available() != balance.available()) {
      listener.changed(account, balance, 0);
    }
  }

  /** Takes in what an account has, which is published elsewhere. */
  void put(long account, Balance balance) {
    balances.put(account, balance);
  }

  /**
   * What an account has available has changed.
   *
   * @param number that of the change, see {@link io.drinkd.appliance.store.Followed#apply}
   */
  void publish(long account, Balance balance, long number) {
    listener.changed(account, balance, number);
  }

  void change(long account, long balanceChange, long heldChange) {
    Balance now = get(account);
    set(account, new Balance(now.balance() + balanceChange, now.held() + heldChange, now.floor()));
  }
}
