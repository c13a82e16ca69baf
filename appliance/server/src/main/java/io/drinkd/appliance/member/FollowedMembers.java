package io.drinkd.appliance.member;

import io.drinkd.appliance.member.FollowedMembers.Changed;
import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.RowText;

/** Who is a member, as memory follows it. */
record FollowedMembers(MemberRegister register) implements Followed<Changed> {

  /**
   * Somebody has joined, has left, or is another than before.
   *
   * @param isMember whether it still is a member
   */
  record Changed(MemberRecord member, boolean isMember) {

    static Changed to(MemberRecord member) {
      return new Changed(member, true);
    }

    static Changed left(MemberRecord member) {
      return new Changed(member, false);
    }
  }

  @Override
  public String name() {
    return "member";
  }

  @Override
  public RowText write(Changed change) {
    MemberRecord member = change.member;
    return RowText.of(
        member.id(),
        member.name(),
        member.admin(),
        member.local(),
        member.isPublic(),
        member.account(),
        change.isMember);
  }

  @Override
  public Changed read(RowText text) {
    MemberRecord member =
        new MemberRecord(
            text.number(0), text.text(1), text.flag(2), text.flag(3), text.flag(4), text.number(5));
    return new Changed(member, text.flag(6));
  }

  @Override
  public void apply(Changed change, long number) {
    if (change.isMember) {
      register.remember(change.member);
    } else {
      register.forget(change.member);
    }
  }
}
