package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.service.Credential.Kind;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
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
  private final Clock clock;
  private final String door;
  private final LoginOrigin origin;
  private final Optional<Session> session;

  private Caller(
      Members members, Clock clock, String door, LoginOrigin origin, Optional<Session> session) {
    this.members = members;
    this.clock = clock;
    this.door = door;
    this.origin = origin;
    this.session = session;
  }

  static Caller anybody(Members members, Clock clock, String door, LoginOrigin origin) {
    return new Caller(members, clock, door, origin, Optional.empty());
  }

  /**
   * @param since when the login began, see {@link Members#sessionTime}
   */
  Caller loggedIn(MemberRecord member, long since) {
    return loggedIn(member, since, Optional.empty());
  }

  /**
   * @param credential what the login is by, if it is no password and no iButton
   */
  Caller loggedIn(MemberRecord member, long since, Optional<Credential> credential) {
    Session login = new Session(members, clock, member, since, credential);
    return new Caller(members, clock, door, origin, Optional.of(login));
  }

  /** The same door and address, and nobody logged in. */
  public Caller loggedOut() {
    return session.isEmpty() ? this : anybody(members, clock, door, origin);
  }

  /** Whether somebody has logged in. It is no claim: that session may be over since. */
  public boolean isLoggedIn() {
    return session.isPresent();
  }

  /**
   * Whether somebody had logged in whose session is over now: what is still open for it, such as a
   * stream of events, is to be closed.
   */
  public boolean isOver() {
    return session.filter(one -> one.member().isEmpty()).isPresent();
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

  /** See {@link Session#require}. */
  void requireSession(Transaction tx) throws SQLException {
    if (session.isPresent()) {
      session.get().require(tx);
    }
  }

  String door() {
    return door;
  }

  LoginOrigin origin() {
    return origin;
  }

  /** What the login was by, if somebody has logged in by a token or a session of a page. */
  Optional<Credential> credential() {
    return session.flatMap(Session::credential);
  }

  /** When the login began, see {@link Members#sessionTime}. */
  long since() {
    return session.map(Session::since).orElseGet(members::sessionTime);
  }

  /**
   * The claim to see what is a member's, for one request.
   *
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}, or {@link Refusal#FORBIDDEN} at a
   *     kiosk, where the claim of a {@link #buyer} shows all that is to be seen there
   */
  public Viewer viewer() {
    MemberRecord record = record();
    requireNot(Kind.KIOSK_SESSION, "a kiosk is for drinks alone");
    return new Viewer(record);
  }

  /**
   * The claim to have drinks, for one request; at a kiosk, of its machine.
   *
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}, or {@link Refusal#FORBIDDEN} by a token
   *     for reading
   */
  public Buyer buyer() {
    MemberRecord record = record();
    requireNot(Kind.READ_TOKEN, "this token is for reading alone");
    return new Buyer(record, door, credential().flatMap(Credential::machine));
  }

  /**
   * The claim to act as a member, for one request.
   *
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}, or {@link Refusal#FORBIDDEN} by a token
   *     for reading, and at a kiosk
   */
  public Member member() {
    return new Member(acting(), door, session);
  }

  /**
   * The claim to act as an admin, for one request.
   *
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}, or {@link Refusal#FORBIDDEN}
   */
  public Admin admin() {
    MemberRecord record = acting();
    if (!record.admin()) {
      throw new RefusedException(Refusal.FORBIDDEN, record.name() + " is not an admin");
    }
    return Admin.of(record, door);
  }

  /** The claim of an {@link #admin}, if whoever asks has it. */
  public Optional<Admin> asAdmin() {
    try {
      return Optional.of(admin());
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private MemberRecord acting() {
    MemberRecord record = record();
    requireNot(Kind.READ_TOKEN, "this token is for reading alone");
    requireNot(Kind.KIOSK_SESSION, "a kiosk is for drinks alone");
    return record;
  }

  private void requireNot(Kind kind, String why) {
    if (credential().filter(one -> one.kind() == kind).isPresent()) {
      throw new RefusedException(Refusal.FORBIDDEN, why);
    }
  }

  private MemberRecord record() {
    return session
        .flatMap(Session::member)
        .orElseThrow(() -> new RefusedException(Refusal.NOT_LOGGED_IN, "log in first"));
  }
}
