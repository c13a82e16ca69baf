package io.drinkd.appliance.ledger;

import io.drinkd.appliance.ledger.Ledger.BalanceListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each account has, in memory, so that asking for it costs no look at the disk. It follows
 * what has been done to an account as soon as that is on disk, not before: changed on the thread
 * that tells of commits, in their order; read on any.
 */
final class Balances {

  private final Map<Long, Balance> balances = new ConcurrentHashMap<>();
  private volatile BalanceListener listener = (account, balance) -> {};

  void listen(BalanceListener newListener) {
    listener = newListener;
  }

  Balance get(long account) {
    Balance balance = balances.get(account);
    if (balance == null) {
      throw new IllegalArgumentException("no account " + account);
    }
    return balance;
  }

  void show(long account, Balance balance) {
    Balance before = balances.put(account, balance);
    if (before == null || before.available() != balance.available()) {
      listener.changed(account, balance);
    }
  }

  void change(long account, long balanceChange, long heldChange) {
    Balance now = get(account);
    show(account, new Balance(now.balance() + balanceChange, now.held() + heldChange, now.floor()));
  }
}
