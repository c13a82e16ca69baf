package io.drinkd.driver.link;

import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers.Timer;
import io.drinkd.driver.link.BoardMessage.DropMade;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import io.drinkd.driver.link.BoardMessage.Garbage;
import io.drinkd.driver.link.BoardMessage.Login;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardMessage.Temperature;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.mina.core.session.IoSession;

/**
 * What is said on one session, from its opening to its end: the login, then one order at a time. A
 * board's answers carry no order numbers; so as long as an order is unanswered no other one leaves
 * on this session, however long that takes, and the next session starts with a clean slate.
 *
 * <p>Used inside the board's serial executor only.
 */
final class BoardSession {

  private static final Duration LOGIN_TIME = Duration.ofSeconds(10);

  /** All that is ever sent to a board that reads is a few bytes; more waiting means it is stuck. */
  private static final int MOST_UNREAD_BYTES = 1024;

  private final IoSession session;
  private final LinkParts parts;
  private final Runnable settled;
  private final Consumer<String> giveUp;
  private final KeepAliveMonitor pulse;
  private final Timer loginTimer;

  private boolean loggedIn;
  private boolean refused;
  private boolean ended;

  /** The highest slot that the board has told on this session, 0 as long as it told none. */
  private int highestSlotTold;

  private Optional<OrderInFlight> inFlight = Optional.empty();

  /**
   * @param settled called when the board has logged in
   * @param giveUp called with the reason when this side cannot go on; it calls {@link #end}
   */
  BoardSession(IoSession session, LinkParts parts, Runnable settled, Consumer<String> giveUp) {
    this.session = session;
    this.parts = parts;
    this.settled = settled;
    this.giveUp = giveUp;
    this.pulse =
        new KeepAliveMonitor(
            parts.liveness(), parts.timers(), parts.executor(), this::askSlots, giveUp);
    this.loginTimer = parts.after(LOGIN_TIME, this::loginTimeOver);
  }

  boolean isWith(IoSession other) {
    return session.equals(other);
  }

  void hear(BoardMessage message) {
    parts
        .log()
        .trace("< {}", message instanceof Garbage garbage ? "Garbage: " + shown(garbage) : message);
    pulse.heard();
    if (message instanceof Garbage garbage) {
      hearGarbage(garbage);
    } else if (message instanceof Login login) {
      hearLogin(login);
    } else if (!loggedIn) {
      parts.garbage().add("Said before the login, ignored: " + message);
    } else if (message instanceof DropMade) {
      hearAnswer(new DropOutcome.Dropped());
    } else if (message instanceof DropNotMade notMade) {
      hearAnswer(new DropOutcome.Refused(notMade.reason(), "the board did not make the drop"));
    } else if (message instanceof SlotStates states) {
      highestSlotTold = Math.max(highestSlotTold, states.loaded().lastKey());
      parts.listener().slotsReported(states.loaded());
    } else if (message instanceof Temperature temperature) {
      hearTemperature(temperature);
    }
  }

  private void hearGarbage(Garbage garbage) {
    parts.garbage().add("Not understood: " + shown(garbage));
  }

  /**
   * Before the login nothing of it is shown: it may be the password with a scratch. Later a login
   * may be glued to the rest of another line.
   */
  private String shown(Garbage garbage) {
    return loggedIn ? parts.settings().password().mask(garbage.text()) : "****";
  }

  /**
   * A board behind a serial line that was switched off and on logs in a second time on the same
   * session. An order in flight stays so: the serial line may still bring it to the board.
   */
  private void hearLogin(Login login) {
    if (!parts.settings().password().matches(login.password())) {
      write(new BoardRequest.RefuseLogin());
      refused = true;
      giveUp.accept("login refused: wrong password");
      return;
    }
    write(new BoardRequest.AcceptLogin());
    if (loggedIn || ended) {
      return;
    }
    loggedIn = true;
    loginTimer.cancel();
    pulse.start();
    settled.run();
    parts.status().say(BoardState.UP, "logged in");
  }

  private void loginTimeOver() {
    if (!loggedIn && !ended) {
      giveUp.accept("no login within " + DurationFormat.seconds(LOGIN_TIME));
    }
  }

  private void hearTemperature(Temperature temperature) {
    if (temperature.celsius().isPresent()) {
      parts.listener().temperatureMeasured(temperature.celsius().getAsDouble());
    } else {
      parts.log().debug("The board could not read its thermometer");
    }
  }

  /** Why no order for the slot may leave now; empty if one may. */
  Optional<String> obstacle(int slot) {
    if (!loggedIn || session.isClosing()) {
      return Optional.of("the board is not logged in");
    }
    if (inFlight.isPresent()) {
      return Optional.of("the board has not answered " + inFlight.get());
    }
    if (highestSlotTold > 0 && slot > highestSlotTold) {
      return Optional.of("the board has no slot " + slot + ", its last one is " + highestSlotTold);
    }
    return Optional.empty();
  }

  /** Sends the order. From here on it counts as sent: whether bytes left cannot be known. */
  void send(DropOrder order, CompletableFuture<DropOutcome> outcome) {
    var sent = new OrderInFlight(order, outcome);
    inFlight = Optional.of(sent);
    sent.timedBy(parts.after(parts.settings().answerTimeout(), () -> answerTimeOver(sent)));
    write(new BoardRequest.Drop(order.slot()));
  }

  private void hearAnswer(DropOutcome answer) {
    if (inFlight.isEmpty()) {
      parts.garbage().add("Answers an order that nobody gave, ignored: " + answer);
      return;
    }
    OrderInFlight answered = inFlight.get();
    inFlight = Optional.empty();
    boolean late = answered.isOverdue();
    answered.end(answer);
    if (late) {
      parts.listener().answeredLate(answered.order(), answer);
      parts.status().say(BoardState.UP, "late answer to " + answered);
    }
  }

  private void answerTimeOver(OrderInFlight order) {
    if (!isInFlight(order)) {
      return;
    }
    Duration guardTime = parts.settings().guardTime();
    order.timedBy(parts.after(guardTime, () -> guardTimeOver(order)));
    String within = " within " + DurationFormat.seconds(parts.settings().answerTimeout());
    try {
      parts.status().say(BoardState.QUARANTINED, "no answer to " + order + within);
    } finally {
      order.becomesOverdue("no answer" + within);
    }
  }

  private void guardTimeOver(OrderInFlight order) {
    if (isInFlight(order)) {
      String guardTime = DurationFormat.seconds(parts.settings().guardTime());
      giveUp.accept("no answer to " + order + " in the guard time of " + guardTime + " either");
    }
  }

  private boolean isInFlight(OrderInFlight order) {
    return inFlight.filter(order::equals).isPresent();
  }

  /** A board that works on an order reads nothing else, so it is not asked meanwhile. */
  private void askSlots() {
    if (inFlight.isEmpty()) {
      write(new BoardRequest.AskSlots());
    }
  }

  private void write(BoardRequest request) {
    parts.log().trace("> {}", request);
    session.write(request);
    if (session.getScheduledWriteBytes() > MOST_UNREAD_BYTES) {
      giveUp.accept("the board does not read what it is sent");
    }
  }

  /** The session is over or given up: an order in flight ends as unknown, no timer is left. */
  void end(String reason) {
    if (ended) {
      return;
    }
    ended = true;
    loginTimer.cancel();
    pulse.stop();
    if (refused) {
      session.closeOnFlush();
    } else {
      session.closeNow();
    }
    Optional<OrderInFlight> last = inFlight;
    inFlight = Optional.empty();
    last.ifPresent(order -> order.end(new DropOutcome.Unknown(reason)));
  }
}
