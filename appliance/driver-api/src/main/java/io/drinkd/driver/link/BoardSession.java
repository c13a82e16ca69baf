package io.drinkd.driver.link;

import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers.Timer;
import io.drinkd.driver.link.BoardMessage.Door;
import io.drinkd.driver.link.BoardMessage.DropMade;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import io.drinkd.driver.link.BoardMessage.Garbage;
import io.drinkd.driver.link.BoardMessage.Login;
import io.drinkd.driver.link.BoardMessage.Power;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardMessage.Temperature;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.mina.core.session.IoSession;

/**
 * The protocol on one session, from its opening to its end: the login, then one order at a time. A
 * board's answers carry no order numbers; so as long as an answer may still come no other order
 * leaves on this session, however long that takes, and the next session starts with a clean slate.
 */
final class BoardSession {

  private static final Duration LOGIN_TIME = Duration.ofSeconds(10);

  /** Requests are a few bytes; more than this in the queue means that the board does not read. */
  private static final int UNREAD_BYTES_MAX = 1024;

  private final IoSession session;
  private final LinkParts parts;
  private final Runnable settled;
  private final Consumer<String> fail;
  private final KeepAliveMonitor keepAlive;
  private final Timer loginTimer;

  private boolean loggedIn;
  private boolean refused;
  private boolean ended;

  private final SlotReports reports = new SlotReports();

  private Optional<OrderInFlight> inFlight = Optional.empty();

  /**
   * @param settled called when the board has logged in
   * @param fail called with the reason when the session cannot continue; it calls {@link #end}
   */
  BoardSession(IoSession session, LinkParts parts, Runnable settled, Consumer<String> fail) {
    this.session = session;
    this.parts = parts;
    this.settled = settled;
    this.fail = fail;
    this.keepAlive = new KeepAliveMonitor(parts.liveness(), parts.timers(), this::askSlots, fail);
    this.loginTimer = parts.after(LOGIN_TIME, this::loginTimedOut);
  }

  boolean isOn(IoSession other) {
    return session.equals(other);
  }

  void received(BoardMessage message) {
    parts
        .log()
        .trace("< {}", message instanceof Garbage garbage ? "Garbage: " + shown(garbage) : message);
    keepAlive.messageReceived();
    if (message instanceof Garbage garbage) {
      garbageReceived(garbage);
    } else if (message instanceof Login login) {
      loginReceived(login);
    } else if (!loggedIn) {
      parts.garbage().add("a message before the login: " + message);
    } else if (message instanceof DropMade made) {
      answerReceived(new DropOutcome.Dropped(made.detail()));
    } else if (message instanceof DropNotMade notMade) {
      answerReceived(new DropOutcome.Refused(notMade.reason(), notMade.detail()));
    } else if (message instanceof SlotStates states) {
      slotsReceived(states);
    } else if (message instanceof Temperature temperature) {
      temperatureReceived(temperature);
    } else if (message instanceof Door door) {
      parts.listener().doorReported(door.open());
    } else if (message instanceof Power power) {
      parts.listener().powerReported(power.on());
    }
  }

  /**
   * After the time-out a report that only a finished drop explains shows that the board is alive
   * and can take another order: its answer was lost on the way, and will not come late.
   */
  private void slotsReceived(SlotStates states) {
    boolean dropFinished = reports.received(states.slots());
    parts.listener().slotsReported(states.slots());
    if (dropFinished
        && parts.liveness().reportsAfterDrop()
        && inFlight.filter(OrderInFlight::isOverdue).isPresent()) {
      OrderInFlight unanswered = inFlight.get();
      inFlight = Optional.empty();
      unanswered.end(new DropOutcome.Unknown("its answer was lost"));
      parts
          .status()
          .report(BoardState.UP, "slots reported after " + unanswered + ", its answer was lost");
    }
  }

  private void garbageReceived(Garbage garbage) {
    parts.garbage().add("malformed input: " + shown(garbage));
  }

  /**
   * Before the login nothing of it is shown: it may be a damaged password. Later a login may follow
   * the rest of another line without a line end.
   */
  private String shown(Garbage garbage) {
    return loggedIn ? parts.settings().password().mask(garbage.text()) : "****";
  }

  /**
   * A board on a serial-to-TCP bridge that is switched off and on logs in again on the same
   * session. An order in flight stays in flight: the serial line may still deliver it.
   */
  private void loginReceived(Login login) {
    if (!parts.settings().password().matches(login.password())) {
      write(new BoardRequest.RefuseLogin());
      refused = true;
      fail.accept("login refused: wrong password");
      return;
    }
    write(new BoardRequest.AcceptLogin());
    // One sent with the login, and one sent after it was accepted.
    reports.expect(2);
    if (loggedIn || ended) {
      return;
    }
    loggedIn = true;
    loginTimer.cancel();
    keepAlive.start();
    settled.run();
    parts.status().report(BoardState.UP, "logged in");
  }

  private void loginTimedOut() {
    if (!loggedIn && !ended) {
      fail.accept("no login within " + DurationFormat.seconds(LOGIN_TIME));
    }
  }

  private void temperatureReceived(Temperature temperature) {
    if (temperature.celsius().isPresent()) {
      parts
          .listener()
          .temperatureMeasured(temperature.thermometer(), temperature.celsius().getAsDouble());
    } else {
      parts.log().debug("the board reports a failed temperature reading");
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
    int last = reports.highestSlot();
    if (last > 0 && slot > last) {
      return Optional.of("the board has no slot " + slot + ", its last one is " + last);
    }
    return Optional.empty();
  }

  /** Sends the order. From here on it counts as sent: whether bytes left cannot be known. */
  CompletableFuture<DropOutcome> send(DropOrder order) {
    var outcome = new CompletableFuture<DropOutcome>();
    var sent = new OrderInFlight(order, outcome);
    inFlight = Optional.of(sent);
    sent.setTimer(parts.after(parts.settings().answerTimeout(), () -> answerTimedOut(sent)));
    write(new BoardRequest.Drop(order.slot()));
    return outcome;
  }

  private void answerReceived(DropOutcome answer) {
    if (inFlight.isEmpty()) {
      parts.garbage().add("an answer without an order: " + answer);
      return;
    }
    OrderInFlight answered = inFlight.get();
    inFlight = Optional.empty();
    reports.expect(1);
    boolean late = answered.isOverdue();
    answered.end(answer);
    if (late) {
      parts.listener().answeredLate(answered.order(), answer);
      parts.status().report(BoardState.UP, "late answer to " + answered);
    }
  }

  private void answerTimedOut(OrderInFlight order) {
    if (!isInFlight(order)) {
      return;
    }
    Duration guardTime = parts.settings().guardTime();
    order.setTimer(parts.after(guardTime, () -> guardTimeExpired(order)));
    String within = " within " + DurationFormat.seconds(parts.settings().answerTimeout());
    parts.status().report(BoardState.QUARANTINED, "no answer to " + order + within);
    order.markOverdue("no answer" + within);
  }

  private void guardTimeExpired(OrderInFlight order) {
    if (isInFlight(order)) {
      String guardTime = DurationFormat.seconds(parts.settings().guardTime());
      fail.accept("no answer to " + order + " in the guard time of " + guardTime + " either");
    }
  }

  private boolean isInFlight(OrderInFlight order) {
    return inFlight.filter(order::equals).isPresent();
  }

  /** A board that works on an order reads nothing else, so nothing is asked meanwhile. */
  private void askSlots() {
    if (inFlight.isEmpty()) {
      reports.expect(1);
      write(new BoardRequest.AskSlots());
    }
  }

  private void write(BoardRequest request) {
    parts.log().trace("> {}", request);
    session.write(request);
    if (session.getScheduledWriteBytes() > UNREAD_BYTES_MAX) {
      fail.accept("the board does not read its input");
    }
  }

  /** Closes the session: an order in flight ends as unknown, no timer is left. */
  void end(String reason) {
    if (ended) {
      return;
    }
    ended = true;
    loginTimer.cancel();
    keepAlive.stop();
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
