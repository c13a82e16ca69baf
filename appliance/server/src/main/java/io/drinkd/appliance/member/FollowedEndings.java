package io.drinkd.appliance.member;

import io.drinkd.appliance.member.FollowedEndings.Ended;
import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.RowText;

/** When all logins of a member were ended, as memory follows it. */
record FollowedEndings(MemberRegister register) implements Followed<Ended> {

  /**
   * They were ended.
   *
   * @param count how often since the member joined, this time included
   */
  record Ended(long member, long count) {}

  @Override
  public String name() {
    return "logins-ended";
  }

  @Override
  public RowText write(Ended change) {
    return RowText.of(change.member, change.count);
  }

  @Override
  public Ended read(RowText text) {
    return new Ended(text.number(0), text.number(1));
  }

  @Override
  public void apply(Ended change, long number) {
    register.sessionsEnded(change.member, change.count);
  }
}
