package io.drinkd.appliance.ledger;

import io.drinkd.appliance.ledger.FollowedBalances.Changed;
import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.RowText;

/** What accounts have, as memory follows it. */
record FollowedBalances(Balances balances) implements Followed<Changed> {

  /** An account has that now. */
  record Changed(long account, Balance balance) {}

  @Override
  public String name() {
    return "account";
  }

  @Override
  public RowText write(Changed change) {
    Balance now = change.balance;
    return RowText.of(change.account, now.balance(), now.held(), now.floor());
  }

  @Override
  public Changed read(RowText text) {
    return new Changed(text.number(0), new Balance(text.number(1), text.number(2), text.number(3)));
  }

  @Override
  public void apply(Changed change, long number) {
    balances.set(change.account, change.balance, number);
  }
}
