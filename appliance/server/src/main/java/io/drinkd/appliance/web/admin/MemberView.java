package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.web.page.OutsideAccount;
import java.util.List;
import java.util.Optional;

/**
 * A member, for admins.
 *
 * @param passwordElsewhere whether the password is in a directory
 * @param outside as whom a provider of logins knows the member; empty if the house has none
 * @param newest the newest of the history
 * @param key by which a grant is made once, however often the form is sent
 */
public record MemberView(
    MemberRecord record,
    Balance balance,
    boolean passwordElsewhere,
    List<String> cards,
    Optional<OutsideAccount> outside,
    List<Entry> newest,
    String key) {

  /** The address of its page. */
  public String path() {
    return AdminMembers.path(record.name());
  }
}
