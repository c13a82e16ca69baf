package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
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
 * never kept. While the books are away all of them are refused with {@link Refusal#NOT_READY}.
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
   * @param kind what the login is by, if that is no token and no session
   */
  Caller loggedIn(MemberRecord member, long since, LoginKind kind) {
    return loggedIn(member, since, kind, Optional.empty());
  }

  /** The same by a token or a session. */
  Caller loggedIn(MemberRecord member, long since, Credential credential) {
    return loggedIn(member, since, credential.kind(), Optional.of(credential));
  }

  private Caller loggedIn(
      MemberRecord member, long since, LoginKind kind, Optional<Credential> credential) {
    members.requireCurrent();
    Session login = new Session(members, clock, member, since, kind, credential);
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

  /** Whether the password has just been shown, or a provider has vouched. */
  boolean isByPassword() {
    return session.filter(one -> one.kind() == LoginKind.PASSWORD).isPresent();
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
    return new Viewer(record(Right.LOOK));
  }

  /**
   * The claim to have drinks, for one request; at a kiosk, of its machine.
   *
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}, or {@link Refusal#FORBIDDEN} by a token
   *     for reading
   */
  public Buyer buyer() {
    MemberRecord record = record(Right.DRINK);
    return new Buyer(record, door, credential().flatMap(Credential::machine));
  }

  /**
   * The claim to act as a member, for one request.
   *
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}, or {@link Refusal#FORBIDDEN} by a token
   *     for reading, and at a kiosk
   */
  public Member member() {
    return new Member(record(Right.SPEND), door, session);
  }

  /**
   * The claim to act as an admin, for one request.
   *
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}, or {@link Refusal#FORBIDDEN}, also by a
   *     card
   */
  public Admin admin() {
    MemberRecord record = record(Right.ADMINISTER);
    if (!record.admin()) {
      throw new RefusedException(Refusal.FORBIDDEN, record.name() + " is not an admin");
    }
    return Admin.of(record, door, session.orElseThrow().kind());
  }

  /** The claim of an {@link #admin}, if whoever asks has it. */
  public Optional<Admin> asAdmin() {
    try {
      return Optional.of(admin());
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private MemberRecord record(Right right) {
    Session login = session.orElseThrow(Caller::notLoggedIn);
    MemberRecord record = login.member().orElseThrow(Caller::notLoggedIn);
    members.requireCurrent();
    login.kind().require(right);
    return record;
  }

  private static RefusedException notLoggedIn() {
    return new RefusedException(Refusal.NOT_LOGGED_IN, "log in first");
  }
}
