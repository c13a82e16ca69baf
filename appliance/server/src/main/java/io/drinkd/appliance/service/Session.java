package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/**
 * One login of a member. It is over when all sessions of the member have been ended since, as a new
 * password does, or when that has ended by which the member has logged in. May be used on any
 * thread.
 */
final class Session {

  private final Members members;
  private final Clock clock;
  private final long member;
  private final String name;
  private final LoginKind kind;
  private final Optional<Credential> credential;
  private volatile long since;
  private volatile boolean credentialEnded;

  /**
   * @param since when the login began, see {@link Members#sessionTime}: a password that is changed
   *     while it is being checked ends the session
   * @param credential what the login was by, if that is a token or a session
   */
  Session(
      Members members,
      Clock clock,
      MemberRecord member,
      long since,
      LoginKind kind,
      Optional<Credential> credential) {
    this.members = members;
    this.clock = clock;
    this.member = member.id();
    this.name = member.name();
    this.since = since;
    this.kind = kind;
    this.credential = credential;
  }

  String name() {
    return name;
  }

  long memberId() {
    return member;
  }

  long since() {
    return since;
  }

  LoginKind kind() {
    return kind;
  }

  Optional<Credential> credential() {
    return credential;
  }

  boolean isOf(long other) {
    return member == other;
  }

  /** The member as the member is now; empty if the session is over, or the membership. */
  Optional<MemberRecord> member() {
    return members.isSession(member, since) && !hasCredentialEnded()
        ? members.find(member)
        : Optional.empty();
  }

  /**
   * Finds out in a transaction that it is not over, as the books have it: what is written in the
   * same transaction is then written before whatever ends it, and ends with it.
   *
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}
   */
  void require(Transaction tx) throws SQLException {
    MemberRecord record =
        member().orElseThrow(() -> new RefusedException(Refusal.NOT_LOGGED_IN, "log in first"));
    members.requireSession(tx, record, since);
    if (credential.isPresent()) {
      members.credentials().requireKnown(tx, credential.get().hash());
    }
  }

  /** Once it has it stays so, however long it is remembered that it was ended. */
  private boolean hasCredentialEnded() {
    if (!credentialEnded && credential.isPresent()) {
      credentialEnded =
          !clock.instant().isBefore(credential.get().endsAt())
              || members.credentials().isEnded(member, credential.get().hash());
    }
    return credentialEnded;
  }

  /** It outlasts the ending of the member's other sessions: this one has just asked for it. */
  void renew() {
    since = members.sessionTime();
  }
}
