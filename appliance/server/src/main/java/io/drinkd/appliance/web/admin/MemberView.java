package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.member.MemberRecord;
import java.util.List;

/**
 * A member, for admins.
 *
 * @param passwordElsewhere whether the password is in a directory
 * @param newest the newest of the history
 * @param key by which a grant is made once, however often the form is sent
 */
public record MemberView(
    MemberRecord record,
    Balance balance,
    boolean passwordElsewhere,
    List<String> cards,
    List<Entry> newest,
    String key) {

  /** The address of its page. */
  public String path() {
    return AdminMembers.path(record.name());
  }
}
