package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.web.page.Notice;
import java.util.List;

/**
 * Members, a page of them.
 *
 * @param search what their names contain; empty for all
 * @param next the address of the next page; null if it is the last
 * @param notice null for none
 */
public record MembersView(String search, List<Line> lines, String next, Notice notice) {

  /** A member. */
  public record Line(String name, String path, boolean admin, Balance balance) {

    static Line of(MemberRecord member, Balance balance) {
      return new Line(member.name(), AdminMembers.path(member.name()), member.admin(), balance);
    }
  }
}
