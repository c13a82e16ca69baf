package io.drinkd.appliance.service;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.Optional;

/** The claim, for one request, to act as a member. */
public final class Member extends Buyer {

  private final Optional<Session> session;

  /**
   * @param session what the claim comes from; empty for one that comes from nowhere, in tests
   */
  Member(MemberRecord record, String door, Optional<Session> session) {
    super(record, door, Optional.empty());
    this.session = session;
  }

  /** The member's other sessions are over, but not the one that asks. */
  void staysLoggedIn() {
    session.ifPresent(Session::renew);
  }

  /** What the member has logged in by, if that was no password and no iButton. */
  Optional<Credential> credential() {
    return session.flatMap(Session::credential);
  }

  /** See {@link Session#require}. */
  void requireSession(Transaction tx) throws SQLException {
    if (session.isPresent()) {
      session.get().require(tx);
    }
  }
}
