package io.drinkd.appliance.ledger;

import io.drinkd.appliance.ledger.FollowedBalances.Changed;
import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.RowText;

/** What accounts have, as memory follows it. */
record FollowedBalances(Balances balances) implements Followed<Changed> {

  /**
   * An account has that now.
   *
   * @param published whether what it has available is another amount than before
   */
  record Changed(long account, Balance balance, boolean published) {}

  @Override
  public String name() {
    return "account";
  }

  @Override
  public RowText write(Changed change) {
    Balance now = change.balance;
    return RowText.of(change.account, now.balance(), now.held(), now.floor(), change.published);
  }

  @Override
  public Changed read(RowText text) {
    Balance balance = new Balance(text.number(1), text.number(2), text.number(3));
    return new Changed(text.number(0), balance, text.flag(4));
  }

  @Override
  public void apply(Changed change, long number) {
    if (number == 0) {
      balances.set(change.account, change.balance);
    } else {
      balances.put(change.account, change.balance);
      replay(change, number);
    }
  }

  @Override
  public void replay(Changed change, long number) {
    if (change.published) {
      balances.publish(change.account, change.balance, number);
    }
  }
}
