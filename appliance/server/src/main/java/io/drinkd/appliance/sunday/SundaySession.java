package io.drinkd.appliance.sunday;

import io.drinkd.appliance.net.Connection;
import io.drinkd.appliance.net.ConnectionHandler;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Events;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What the protocol knows of one connection: who is logged in, which machine is selected, and which
 * request is in hand. Used on the connection's I/O thread only.
 */
final class SundaySession implements ConnectionHandler {

  /** Sessions of members; its lines are limited by the second value, which says whose they are. */
  private static final Logger MEMBERS = LoggerFactory.getLogger("io.drinkd.session");

  /** Sessions of anybody else. */
  private static final Logger STRANGERS = LoggerFactory.getLogger(SundaySession.class);

  /**
   * How long a login waits whose client sends nothing more. It may have left, which looks no
   * different, and would keep its place and its connection until its turn.
   */
  private static final Duration LOGIN_AFTER_INPUT = Duration.ofSeconds(5);

  private final Connection connection;
  private final SundaySettings settings;
  private final ConnectionsWithoutRequest withoutRequest;

  private Caller caller;
  private Optional<String> givenName = Optional.empty();
  private Optional<String> machine = Optional.empty();
  private Optional<ReplySlot> slot = Optional.empty();
  private Optional<EventSubscription> subscription = Optional.empty();
  private Optional<Future<?>> login = Optional.empty();
  private Timer loginTimer = () -> {};
  private boolean inputEnded;
  private long requests;
  private boolean waiting;
  private boolean delayed;
  private long delayEndNanos;

  /**
   * @param withoutRequest where it counts if it ends without a request
   * @param caller nobody yet, at the connection's address
   */
  SundaySession(
      Connection connection,
      SundaySettings settings,
      ConnectionsWithoutRequest withoutRequest,
      Caller caller) {
    this.connection = connection;
    this.settings = settings;
    this.withoutRequest = withoutRequest;
    this.caller = caller;
  }

  Connection connection() {
    return connection;
  }

  SundaySettings settings() {
    return settings;
  }

  Dialect dialect() {
    return settings.dialect();
  }

  /** Whoever asks. */
  Caller caller() {
    return caller;
  }

  /** A login is being checked; whoever leaves meanwhile does not want it any more. */
  void awaits(Future<?> checked) {
    login = Optional.of(checked);
    boundLogin();
  }

  /** The client sends nothing more. */
  void inputEnded() {
    inputEnded = true;
    boundLogin();
  }

  private void boundLogin() {
    loginTimer.cancel();
    if (inputEnded && login.isPresent() && !login.get().isDone()) {
      loginTimer = connection.after(LOGIN_AFTER_INPUT, AuthFilter.LOGIN_OVERDUE);
    }
  }

  /** A client that sends nothing more has waited long enough for its login. */
  void giveUpLogin() {
    if (connection.end().isEmpty() && login.filter(checked -> !checked.isDone()).isPresent()) {
      // Before the answer, which would let the next request pass.
      connection.end("closed by the client while its login waited");
      answer(new CommandResult.Failed(ErrorCode.CLOSING));
      login.get().cancel(false);
    }
  }

  /** The connection has ended. */
  void closed() {
    loginTimer.cancel();
    login.ifPresent(checked -> checked.cancel(false));
    unwatch();
    log();
  }

  /** From now on somebody else asks. Called by {@link AuthFilter} alone. */
  void callBy(Caller now) {
    caller = now;
    connection.keep(now.isLoggedIn());
  }

  /**
   * The name that the request just before gave with USER; asking forgets it. None for a request
   * that is handled ahead of its turn.
   */
  Optional<String> takeGivenName() {
    if (slot.isPresent()) {
      return Optional.empty();
    }
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

  /** A line has come that is owed a reply. */
  void requested() {
    requests++;
  }

  /** Where the reply to the request in hand is kept; empty if the request is handled in turn. */
  Optional<ReplySlot> slot() {
    return slot;
  }

  /** Handles a request ahead of its turn: the reply to it goes into the slot. */
  void ahead(ReplySlot kept, Runnable handling) {
    slot = Optional.of(kept);
    try {
      handling.run();
    } finally {
      slot = Optional.empty();
    }
  }

  void unanswered(boolean now) {
    waiting = now;
    delayed = false;
  }

  /** The request in progress is not answered before a delay is over. */
  void waits(Duration delay) {
    delayed = true;
    delayEndNanos = settings.timers().nanoTime() + delay.toNanos();
  }

  /** Whether the request in progress waits for no more than time. */
  boolean isDelayed() {
    return waiting && delayed && delayEndNanos - settings.timers().nanoTime() > 0;
  }

  /**
   * From now on the client gets events.
   *
   * @param after the last event that it knows; without one it gets what is new
   * @return the number of the event after which it gets them; empty if some are kept no more
   */
  OptionalLong watch(Events events, OptionalLong after) {
    long place =
        after.orElseGet(() -> subscription.map(EventSubscription::place).orElseGet(events::last));
    if (!events.reaches(place)) {
      return OptionalLong.empty();
    }
    if (subscription.isPresent()) {
      subscription.get().moveTo(place);
    } else {
      subscription = Optional.of(new EventSubscription(events, this, place));
    }
    return OptionalLong.of(place);
  }

  /** From now on the client gets no more events. */
  void unwatch() {
    subscription.ifPresent(EventSubscription::stop);
    subscription = Optional.empty();
  }

  /**
   * Sends a watching client the next piece of events if it has taken everything before it. A client
   * that is so slow that events are gone meanwhile is cut off. Not to be called inside a reply.
   */
  void pushEvents() {
    if (subscription.isEmpty() || connection.end().isPresent()) {
      return;
    }
    // Before looking, so that no event falls between the look and the next notification.
    subscription.get().takeTurn();
    if (subscription.get().isLeftBehind()) {
      connection.cutOff("too slow: events are gone that it did not get");
    } else if (connection.waitingBytes() == 0) {
      String lines = subscription.get().next();
      if (!lines.isEmpty()) {
        connection.write(new OutboundText.EventLines(lines));
      }
    }
  }

  /** Answers the request in hand: now, or in its turn if it is handled ahead of it. */
  void answer(CommandResult result) {
    if (slot.isPresent()) {
      slot.get().add(result);
    } else {
      connection.write(result.spelledBy(dialect()));
    }
  }

  @Override
  public Duration idleBound() {
    return caller.isLoggedIn() ? settings.idleAfterLogin() : settings.idleBeforeLogin();
  }

  @Override
  public Duration shortestIdleBound() {
    return settings.shortestIdle();
  }

  /** Who watches expects nothing but events; what it does not read cuts it off. */
  @Override
  public boolean isWaiting() {
    return waiting || subscription.isPresent();
  }

  @Override
  public void idle() {
    connection.write(new CommandResult.Failed(ErrorCode.CLOSING).spelledBy(dialect()));
  }

  @Override
  public void drained() {
    if (subscription.isPresent()) {
      connection.fire(EventSubscription.EVENTS_WAITING);
    }
  }

  /**
   * Writes the one line that the log has of a session, at its end. Connections without a request,
   * of which anybody can make thousands a second, are only counted.
   */
  private void log() {
    String client = connection.client();
    String end = connection.end().orElse("connection lost");
    long seconds = connection.age().toSeconds();
    if (caller.isLoggedIn()) {
      MDC.put("member-id", Long.toString(caller.memberId()));
      MEMBERS.info(
          "client={} member={} seconds={} requests={} end=\"{}\"",
          client,
          caller.name(),
          seconds,
          requests,
          end);
      MDC.remove("member-id");
    } else if (requests > 0) {
      STRANGERS.info(
          "client={} member=- seconds={} requests={} end=\"{}\"", client, seconds, requests, end);
    } else {
      withoutRequest.ended(client, end);
    }
  }
}
