package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import java.util.Optional;

/**
 * Whoever asks through a door from an address: anybody, or a member who has logged in. Immutable,
 * so a connection keeps one until the next login; {@link Logins} makes them.
 *
 * <p>Who may do what is looked up in memory for each request: a member who has left, one whose
 * session is over, and an admin who is one no more, are refused with the next one. So claims are
 * never kept.
 */
public final class Caller {

  private final Members members;
  private final String door;
  private final LoginOrigin origin;
  private final Optional<Session> session;

  private Caller(Members members, String door, LoginOrigin origin, Optional<Session> session) {
    this.members = members;
    this.door = door;
    this.origin = origin;
    this.session = session;
  }

  static Caller anybody(Members members, String door, LoginOrigin origin) {
    return new Caller(members, door, origin, Optional.empty());
  }

  /**
   * @param since when the login began, see {@link Members#sessionTime}
   */
  Caller loggedIn(MemberRecord member, long since) {
    return new Caller(members, door, origin, Optional.of(new Session(members, member, since)));
  }

  /** The same door and address, and nobody logged in. */
  public Caller loggedOut() {
    return session.isEmpty() ? this : anybody(members, door, origin);
  }

  /** Whether somebody has logged in. It is no claim: that session may be over since. */
  public boolean isLoggedIn() {
    return session.isPresent();
  }

  /** The name of whoever has logged in, for logs; empty for nobody. */
  public String name() {
    return session.map(Session::name).orElse("");
  }

  /** The number of whoever has logged in, for logs; 0 for nobody. */
  public long memberId() {
    return session.map(Session::memberId).orElse(0L);
  }

  /** Whether that is the member who has logged in, and still is one; from memory. */
  boolean is(long member) {
    return session.isPresent() && session.get().isOf(member) && session.get().member().isPresent();
  }

  String door() {
    return door;
  }

  LoginOrigin origin() {
    return origin;
  }

  /**
   * The claim to see what is a member's, for one request.
   *
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}
   */
  public Viewer viewer() {
    return new Viewer(record());
  }

  /**
   * The claim to act as a member, for one request.
   *
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}
   */
  public Member member() {
    return new Member(record(), door, session.orElseThrow()::renew);
  }

  /**
   * The claim to act as an admin, for one request.
   *
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}, or {@link Refusal#FORBIDDEN}
   */
  public Admin admin() {
    MemberRecord record = record();
    if (!record.admin()) {
      throw new RefusedException(Refusal.FORBIDDEN, record.name() + " is not an admin");
    }
    return Admin.of(record, door);
  }

  private MemberRecord record() {
    return session
        .flatMap(Session::member)
        .orElseThrow(() -> new RefusedException(Refusal.NOT_LOGGED_IN, "log in first"));
  }
}
