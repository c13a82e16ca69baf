package io.drinkd.appliance.sunday;

import io.drinkd.appliance.event.EventLog;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.driver.Timers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;

/**
 * What is known of one connection. Used on its I/O thread only, but for {@link #post} and {@link
 * #after}.
 */
final class Conversation {

  private static final AttributeKey KEY = new AttributeKey(Conversation.class, "conversation");

  private final IoSession session;
  private final Executor thread;
  private final Timers timers;
  private final Dialect dialect;
  private final ReadGate gate;
  private final InetSocketAddress remote;
  private final long openedNanos;

  private Optional<MemberRecord> member = Optional.empty();
  private Optional<String> givenName = Optional.empty();
  private Optional<String> machine = Optional.empty();
  private long turnNanos;
  private long heardNanos;
  private long requests;
  private boolean waiting;
  private boolean delayed;
  private long delayEndNanos;
  private Optional<String> end = Optional.empty();
  private Optional<EventSubscription> watcher = Optional.empty();

  private Conversation(IoSession session, Executor thread, Timers timers, Dialect dialect) {
    this.session = session;
    this.thread = thread;
    this.timers = timers;
    this.dialect = dialect;
    gate = new ReadGate(session);
    remote = (InetSocketAddress) session.getRemoteAddress();
    openedNanos = timers.nanoTime();
    turnNanos = openedNanos;
    heardNanos = openedNanos;
  }

  static Conversation begin(IoSession session, Executor thread, Timers timers, Dialect dialect) {
    Conversation conversation = new Conversation(session, thread, timers, dialect);
    session.setAttribute(KEY, conversation);
    return conversation;
  }

  static Conversation of(IoSession session) {
    return (Conversation) session.getAttribute(KEY);
  }

  ReadGate gate() {
    return gate;
  }

  Dialect dialect() {
    return dialect;
  }

  InetAddress address() {
    return remote.getAddress();
  }

  /** Address and port of the client, for logs. */
  String client() {
    return remote.getAddress().getHostAddress() + ":" + remote.getPort();
  }

  /** The member who is logged in, as the member was then. */
  Optional<MemberRecord> member() {
    return member;
  }

  /** Called by {@link AuthFilter} alone. */
  void loggedIn(Optional<MemberRecord> now) {
    member = now;
  }

  /** The name that the request just before gave with USER; asking forgets it. */
  Optional<String> takeGivenName() {
    Optional<String> name = givenName;
    givenName = Optional.empty();
    return name;
  }

  void giveName(String name) {
    givenName = Optional.of(name);
  }

  /** The id of the selected machine. */
  Optional<String> machine() {
    return machine;
  }

  void select(String id) {
    machine = Optional.of(id);
  }

  /**
   * Lines begin to be taken up. The clock is read here, once for all the lines of a packet: when it
   * was read for each of them, five times, that took up to 18 % of the I/O thread's time with 16
   * requests in a packet.
   */
  void beginTurn() {
    turnNanos = timers.nanoTime();
  }

  /** When the line in hand, or one of the same packet before it, began to be taken up. */
  long turnNanos() {
    return turnNanos;
  }

  /** A whole line has come, in this turn. */
  void heardLine() {
    heardNanos = turnNanos;
  }

  /** There is a sign of life now, such as a reply that the client waited for. */
  void heard() {
    heardNanos = timers.nanoTime();
  }

  Duration silence() {
    return Duration.ofNanos(timers.nanoTime() - heardNanos);
  }

  Duration age() {
    return Duration.ofNanos(timers.nanoTime() - openedNanos);
  }

  void requested() {
    requests++;
  }

  long requests() {
    return requests;
  }

  /** Whether the client waits for a reply. */
  boolean isWaiting() {
    return waiting;
  }

  void waiting(boolean now) {
    waiting = now;
    delayed = false;
  }

  /** The request in progress is not answered before a delay is over. */
  void waits(Duration delay) {
    delayed = true;
    delayEndNanos = timers.nanoTime() + delay.toNanos();
  }

  /** Whether the request in progress waits for no more than time. */
  boolean isDelayed() {
    return waiting && delayed && delayEndNanos - timers.nanoTime() > 0;
  }

  /**
   * From now on the client is told of events.
   *
   * @param after the last event that it knows; without one it is told of what is new
   * @return the number of the event after which it is told, or nothing if some are kept no more
   */
  OptionalLong watch(EventLog events, OptionalLong after) {
    long place =
        after.orElseGet(() -> watcher.map(EventSubscription::place).orElseGet(events::last));
    if (!events.reaches(place)) {
      return OptionalLong.empty();
    }
    if (watcher.isPresent()) {
      watcher.get().moveTo(place);
    } else {
      watcher = Optional.of(new EventSubscription(events, this, place));
    }
    return OptionalLong.of(place);
  }

  /** From now on the client is told of no more events. */
  void unwatch() {
    watcher.ifPresent(EventSubscription::stop);
    watcher = Optional.empty();
  }

  Optional<EventSubscription> watcher() {
    return watcher;
  }

  /** Says something now, out of turn or as the reply to the request in progress. */
  void say(CommandResult outcome) {
    session.write(outcome.spelledBy(dialect));
  }

  /**
   * Nothing more is taken up; the connection is closed when what was said has left. The first
   * reason counts.
   *
   * @param why one line for the log
   */
  void end(String why) {
    if (end.isEmpty()) {
      end = Optional.of(why);
      gate.end();
    }
  }

  /** Why the conversation ends or has ended; empty while it goes on. */
  Optional<String> end() {
    return end;
  }

  /** Sends an event through the connection's chain, on its I/O thread. May be called anywhere. */
  void post(FilterEvent event) {
    thread.execute(() -> session.getFilterChain().fireEvent(event));
  }

  /** The same, after a while. */
  Timers.Timer after(Duration delay, FilterEvent event) {
    return timers.after(delay, () -> post(event));
  }
}
