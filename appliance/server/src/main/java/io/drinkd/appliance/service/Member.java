package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The claim, for one request, to spend what is a member's. What more it is good for depends on what
 * the login was by, see {@link LoginKind}.
 */
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

  /**
   * Finds out whether the login is good for that.
   *
   * @throws RefusedException {@link Refusal#FORBIDDEN}
   */
  void require(Right right) {
    session.ifPresent(login -> login.kind().require(right));
  }

  /** The token or session that the member has logged in by, if that was one. */
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
