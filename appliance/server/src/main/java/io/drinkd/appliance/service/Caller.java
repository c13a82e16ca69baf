package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;

/**
 * Whoever asks through a door from an address: anybody, or a member who has logged in. Immutable,
 * so a connection keeps one until the next login; {@link Logins} makes them.
 *
 * <p>Who may do what is looked up in memory for each request: a member who has left, and an admin
 * who is one no more, are refused with the next one. So claims are never kept.
 */
public final class Caller {

  private static final long NOBODY = 0;

  private final Members members;
  private final String door;
  private final LoginOrigin origin;
  private final long login;
  private final String name;

  private Caller(Members members, String door, LoginOrigin origin, long login, String name) {
    this.members = members;
    this.door = door;
    this.origin = origin;
    this.login = login;
    this.name = name;
  }

  static Caller anybody(Members members, String door, LoginOrigin origin) {
    return new Caller(members, door, origin, NOBODY, "");
  }

  Caller loggedIn(MemberRecord member) {
    return new Caller(members, door, origin, member.id(), member.name());
  }

  /** The same door and address, and nobody logged in. */
  public Caller loggedOut() {
    return login == NOBODY ? this : anybody(members, door, origin);
  }

  /** Whether somebody has logged in. It is no claim: that membership may have ended since. */
  public boolean isLoggedIn() {
    return login != NOBODY;
  }

  /** The name of whoever has logged in, for logs; empty for nobody. */
  public String name() {
    return name;
  }

  /** Whether that is the member who has logged in, and still is one; from memory. */
  boolean is(long member) {
    return login == member && members.find(login).isPresent();
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
    return new Member(record(), door);
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
    return members
        .find(login)
        .orElseThrow(() -> new RefusedException(Refusal.NOT_LOGGED_IN, "log in first"));
  }
}
