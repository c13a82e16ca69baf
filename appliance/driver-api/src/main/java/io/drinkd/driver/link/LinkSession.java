package io.drinkd.driver.link;

import io.drinkd.driver.BoardState;
import io.drinkd.driver.Timers.Timer;
import io.drinkd.driver.link.BoardMessage.Answer;
import io.drinkd.driver.link.BoardMessage.Away;
import io.drinkd.driver.link.BoardMessage.DropMade;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import io.drinkd.driver.link.BoardMessage.Garbage;
import io.drinkd.driver.link.BoardMessage.Inquiry;
import io.drinkd.driver.link.BoardMessage.Login;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.GarbageLog.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.mina.core.session.IoSession;

/**
 * The protocol on one session that is held, from its opening to its end: the login or what is said
 * first, then one dialogue at a time.
 */
final class LinkSession implements LinkOrders.Line {

  private static final Duration OPENING_TIME = Duration.ofSeconds(10);

  /** Requests are small; more than this in the queue means that the board does not read. */
  private static final int UNREAD_BYTES_MAX = 8192;

  private final IoSession session;
  private final LinkParts parts;
  private final LinkOrders orders;
  private final Runnable settled;
  private final Consumer<String> fail;
  private final KeepAliveMonitor keepAlive;
  private final Timer openingTimer;
  private final SlotReports reports = new SlotReports();
  private final Turns turns;
  private final TakenAnswers taken = new TakenAnswers();

  private boolean up;
  private Optional<String> away = Optional.empty();
  private boolean refused;
  private boolean ended;

  private boolean pollWanted;
  private Timer nextPoll = () -> {};

  /**
   * @param settled called when the board is up
   * @param fail called with the reason when the session cannot continue; it calls {@link #end}
   */
  LinkSession(
      IoSession session,
      LinkParts parts,
      LinkOrders orders,
      Runnable settled,
      Consumer<String> fail) {
    this.session = session;
    this.parts = parts;
    this.orders = orders;
    this.settled = settled;
    this.fail = fail;
    this.turns = new Turns(parts);
    this.keepAlive = new KeepAliveMonitor(parts.liveness(), parts.timers(), this::poll, fail);
    this.openingTimer = parts.after(OPENING_TIME, this::openingTimedOut);
  }

  /** Says what is said first, to a board that does not log in. */
  void open() {
    if (!parts.login()) {
      parts
          .protocol()
          .opening()
          .ifPresentOrElse(
              opening -> run(opening, this::isUp),
              () -> {
                if (parts.traits().polls().onOpening()) {
                  poll();
                }
              });
    }
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
      parts.garbage().add(Kind.MALFORMED, "malformed input: " + shown(garbage));
    } else if (message instanceof Login login) {
      loginReceived(login);
    } else if (message instanceof Inquiry inquiry && (up || !parts.login())) {
      inquiryReceived(inquiry);
    } else if (!up && !welcomes()) {
      ignore("a message before the login: ", message);
    } else if (message instanceof Answer answer) {
      answerReceived(answer);
    } else {
      reportReceived(message);
    }
  }

  /** Whether the board need not log in; its first sound message shows that it is there. */
  private boolean welcomes() {
    if (parts.login()) {
      return false;
    }
    if (parts.protocol().opening().isEmpty()) {
      isUp();
    }
    return true;
  }

  /** Before a login nothing of it is shown: it may be a damaged password. */
  private String shown(Garbage garbage) {
    return up || !parts.login() ? garbage.text() : "****";
  }

  private void answerReceived(Answer answer) {
    if (answer.id().isPresent() && parts.traits().ids()) {
      orders
          .asking(answer.id().getAsLong())
          .ifPresentOrElse(
              run -> take(run, answer, true), () -> ignore("an answer to no order: ", answer));
      return;
    }
    boolean ofOrder = turns.active().equals(orders.current().flatMap(OrderInFlight::run));
    turns
        .active()
        .filter(run -> run.awaits(answer))
        .filter(run -> ofOrder || !(answer instanceof DropMade))
        .ifPresentOrElse(
            run -> take(run, answer, ofOrder), () -> ignore("an answer to no question: ", answer));
  }

  /**
   * @param ofOrder whether the answer may refuse something: as often as the board refuses, it says
   *     the same
   */
  private void take(DialogueRun<?> run, Answer answer, boolean ofOrder) {
    boolean refuses = ofOrder && answer instanceof DropNotMade && run.mayBeRefused();
    if (run.answered(answer, one -> !refuses && taken.contains(one))) {
      taken.add(answer);
    } else {
      ignore("an answer that came before: ", answer);
    }
  }

  private void ignore(String what, BoardMessage message) {
    Kind kind = message instanceof Answer ? Kind.ANSWER : Kind.MESSAGE;
    parts.garbage().add(kind, what + ShownMessage.of(message));
  }

  /** A board that waits for an answer is asked nothing before it has that. */
  private void inquiryReceived(Inquiry inquiry) {
    if (turns.active().filter(run -> run.hears(inquiry)).isPresent()) {
      return;
    }
    Dialogue<List<BoardMessage>> rest =
        DialogueRun.begin(parts.protocol().answer(inquiry.content()), this, () -> ended);
    if (ended) {
      return;
    }
    welcomes();
    if (rest instanceof Dialogue.End<List<BoardMessage>> end) {
      end.result().forEach(this::reportReceived);
    } else if (!turns.whenIdle(() -> run(rest, () -> {}))) {
      ignore("a question too many of the board: ", inquiry);
    }
  }

  private void reportReceived(BoardMessage message) {
    if (message instanceof Away gone) {
      presenceReceived(gone);
      return;
    }
    boolean dropFinished = message instanceof SlotStates states && reports.received(states.slots());
    LinkReports.pass(message, parts);
    // After the time-out a report that only a finished drop explains shows that the board is alive
    // and can take another order: its answer was lost on the way, and will not come late.
    if (dropFinished
        && parts.liveness().reportsAfterDrop()
        && orders.current().filter(OrderInFlight::isOverdue).isPresent()) {
      orders.settleOverdue(this, "slots reported after");
    }
  }

  /** A board behind something else, which holds the link whether or not the board is there. */
  private void presenceReceived(Away gone) {
    if (away.equals(gone.reason())) {
      return;
    }
    away = gone.reason();
    if (away.isPresent()) {
      parts.status().report(BoardState.DOWN, away.get());
      if (orders.current().isPresent()) {
        orders.end(away.get());
        orderEnded(false);
      }
    } else if (up) {
      parts.status().report(BoardState.UP, "the board is there");
    }
  }

  /**
   * A board on a serial-to-TCP bridge that is switched off and on logs in again on the same
   * session. An order in flight stays in flight: the serial line may still deliver it.
   */
  private void loginReceived(Login login) {
    if (!parts.isPassword(login.password())) {
      tell(new BoardRequest.RefuseLogin());
      refused = true;
      fail.accept("login refused: wrong password");
      return;
    }
    tell(new BoardRequest.AcceptLogin());
    // One sent with the login, and one sent after it was accepted.
    reports.expect(2);
    isUp();
  }

  private void isUp() {
    if (up || ended) {
      return;
    }
    up = true;
    openingTimer.cancel();
    keepAlive.start();
    settled.run();
    if (away.isEmpty()) {
      parts.status().report(BoardState.UP, parts.login() ? "logged in" : "the board answers");
    }
    if (parts.traits().polls().onOpening() && turns.active().isEmpty()) {
      poll();
    }
    pollLater();
  }

  private void openingTimedOut() {
    if (!up && !ended) {
      String within = " within " + DurationFormat.seconds(OPENING_TIME);
      fail.accept((parts.login() ? "no login" : "no answer") + within);
    }
  }

  /** Why no order for the slot may leave now; empty if one may. */
  Optional<String> obstacle(int slot) {
    if (!up || session.isClosing()) {
      return Optional.of(
          parts.login() ? "the board is not logged in" : "the board has not answered yet");
    }
    if (away.isPresent()) {
      return away;
    }
    if (orders.current().isPresent()) {
      return Optional.of("the board has not answered " + orders.current().get());
    }
    int last = reports.highestSlot();
    if (last > 0 && slot > last) {
      return Optional.of("the board has no slot " + slot + ", its last one is " + last);
    }
    return Optional.empty();
  }

  private void pollLater() {
    nextPoll.cancel();
    if (!ended) {
      Optional<Duration> every = parts.traits().polls().every();
      every.ifPresent(each -> nextPoll = parts.after(each, this::pollAgain));
    }
  }

  private void pollAgain() {
    poll();
    pollLater();
  }

  private boolean isIdle() {
    return turns.active().isEmpty() && orders.current().isEmpty();
  }

  /** A board that works on an order reads nothing else, so nothing is asked meanwhile. */
  private void poll() {
    if (!isIdle()) {
      pollWanted = parts.traits().polls().every().isPresent();
      if (orders.current().isPresent()) {
        keepAlive.heldBack();
      }
      return;
    }
    pollWanted = false;
    keepAlive.asked();
    reports.expect(1);
    run(parts.protocol().poll(), () -> {});
  }

  /** Asks it something now, if it can be asked, for somebody has come who may be the board too. */
  void showLife() {
    if (up && parts.canBeAsked() && isIdle()) {
      poll();
      if (turns.active().isEmpty()) {
        keepAlive.expectWithin(parts.questionTime(), this::isIdle);
      }
    }
  }

  /** Carries out a dialogue that is no order. */
  private void run(Dialogue<List<BoardMessage>> dialogue, Runnable afterwards) {
    turns.run(
        dialogue,
        this,
        found -> {
          found.forEach(this::reportReceived);
          afterwards.run();
          becomeFree();
        },
        fail);
  }

  private void becomeFree() {
    if (turns.active().isEmpty() && !turns.next() && pollWanted) {
      poll();
    }
  }

  @Override
  public Turns turns() {
    return turns;
  }

  @Override
  public void orderEnded(boolean answered) {
    turns.free();
    turns.dropWaiting();
    if (answered) {
      reports.expect(1);
    }
    if (parts.traits().polls().afterDrop() && up && !ended) {
      poll();
    } else {
      becomeFree();
    }
  }

  @Override
  public void fail(String why) {
    fail.accept(why);
  }

  @Override
  public void ask(Object request, DialogueRun<?> run) {
    send(request, run.left());
  }

  @Override
  public void tell(Object request) {
    send(request, false);
  }

  private void send(Object request, boolean commits) {
    parts.log().trace("> {}", request);
    OrderGate.write(session, request, commits, parts.context().sessions());
    if (session.getScheduledWriteBytes() > UNREAD_BYTES_MAX) {
      fail.accept("the board does not read its input");
    }
  }

  @Override
  public void report(BoardMessage message) {
    reportReceived(message);
  }

  /** Closes the session: an order in flight ends, no timer is left. */
  void end(String reason) {
    if (ended) {
      return;
    }
    ended = true;
    openingTimer.cancel();
    nextPoll.cancel();
    keepAlive.stop();
    if (refused) {
      session.closeOnFlush();
    } else {
      session.closeNow();
    }
    turns.dropWaiting();
    orders.end(reason);
    turns.active().filter(run -> !orders.keeps(run)).ifPresent(DialogueRun::cancel);
  }
}
