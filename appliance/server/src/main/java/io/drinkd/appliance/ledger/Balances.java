package io.drinkd.appliance.ledger;

import io.drinkd.appliance.ledger.Ledger.BalanceListener;
import java.util.Optional;

/**
 * What each account has, in memory, so that asking for it costs no look at the disk. It follows
 * what has been done to an account as soon as that is on disk, not before: changed on the thread
 * that tells of commits, in their order; read on any.
 */
final class Balances {

  private final DenseIdMap<Balance> balances = new DenseIdMap<>();
  private volatile BalanceListener listener = (account, balance) -> {};

  void listen(BalanceListener newListener) {
    listener = newListener;
  }

  Balance get(long account) {
    return balances
        .find(account)
        .orElseThrow(() -> new IllegalArgumentException("no account " + account));
  }

  void show(long account, Balance balance) {
    Optional<Balance> before = balances.put(account, balance);
    if (before.isEmpty() || before.get().available() != balance.available()) {
      listener.changed(account, balance);
    }
  }

  void change(long account, long balanceChange, long heldChange) {
    Balance now = get(account);
    show(account, new Balance(now.balance() + balanceChange, now.held() + heldChange, now.floor()));
  }
}
