package io.drinkd.driver.link;

import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The orders to one board: one at a time, with a pause between two where the board wants one.
 *
 * <p>Where answers carry no numbers, no other order leaves as long as the answer to one may still
 * come: the board is quarantined. Where they do, an order that was not answered in time is put
 * aside, the next one may leave, and a late answer finds its order by its number, also over another
 * link.
 */
final class LinkOrders {

  /** Unanswered ones that are kept for their late answers. */
  private static final int ASIDE_MAX = 16;

  private final LinkParts parts;

  private final Map<Long, OrderInFlight> aside =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, OrderInFlight> eldest) {
          return size() > ASIDE_MAX;
        }
      };

  private Optional<OrderInFlight> current = Optional.empty();
  private long pauseEndNanos;

  /** What orders go over now. */
  interface Line extends Wire {

    /** Whose turn it is on it. */
    Turns turns();

    /**
     * Free again, after an order.
     *
     * @param answered whether the board has answered it
     */
    void orderEnded(boolean answered);

    /**
     * It cannot continue: the board is reported down, and then {@link LinkOrders#end} is called.
     */
    void fail(String why);
  }

  LinkOrders(LinkParts parts) {
    this.parts = parts;
    this.pauseEndNanos = parts.timers().nanoTime();
  }

  /** The order that is in flight, or waits for its turn. */
  Optional<OrderInFlight> current() {
    return current;
  }

  private boolean isCurrent(OrderInFlight order) {
    return current.filter(order::equals).isPresent();
  }

  /** What becomes of an order that may not leave. */
  static CompletableFuture<DropOutcome> notSent(String obstacle) {
    return CompletableFuture.completedFuture(new DropOutcome.NotSent(obstacle));
  }

  /** Takes an order; there is no other one. */
  CompletableFuture<DropOutcome> give(DropOrder order, Line line) {
    var given = new OrderInFlight(order);
    current = Optional.of(given);
    long pause = pauseEndNanos - parts.timers().nanoTime();
    if (pause > 0) {
      given.setTimer(parts.after(Duration.ofNanos(pause), () -> begin(given, line)));
    } else {
      begin(given, line);
    }
    return given.outcome();
  }

  private void begin(OrderInFlight given, Line line) {
    if (!isCurrent(given)) {
      return;
    }
    Duration time = parts.times().answerTimeout();
    String within = " within " + DurationFormat.seconds(time);
    given.setTimer(parts.after(time, () -> timedOut(given, line, within)));
    line.turns()
        .whenFree(
            () -> {
              if (isCurrent(given)) {
                start(given, line);
              }
            });
  }

  private void start(OrderInFlight given, Line line) {
    if (!parts.context().sessions().mayOrder()) {
      // It may have waited for its turn.
      current = Optional.empty();
      given.end(new DropOutcome.NotSent("another appliance may order from the machine by now"));
      line.orderEnded(false);
      return;
    }
    var run =
        new DialogueRun<>(
            parts.protocol().order(given.order()),
            line,
            parts,
            Optional.empty(),
            new DialogueRun.End<DropOutcome>() {
              @Override
              public void ended(DropOutcome outcome) {
                answered(given, line, outcome);
              }

              @Override
              public void broken(String why) {
                brokenOff(given, line, why);
              }

              @Override
              public void refused(DropNotMade answer) {
                ended(new DropOutcome.Refused(answer.reason(), answer.detail()));
              }
            });
    given.begin(run, parts.garbage().ignored());
    line.turns().take(run);
    run.start();
  }

  private void answered(OrderInFlight given, Line line, DropOutcome outcome) {
    if (!isCurrent(given)) {
      if (aside.remove(given.order().dropId(), given)) {
        reportLate(given, outcome);
      }
      return;
    }
    current = Optional.empty();
    beginPause(given);
    boolean late = given.isOverdue();
    line.orderEnded(true);
    given.end(outcome);
    if (late) {
      reportLate(given, outcome);
      parts.status().report(BoardState.UP, "late answer to " + given);
    }
  }

  private void reportLate(OrderInFlight given, DropOutcome outcome) {
    if (outcome instanceof DropOutcome.Dropped || outcome instanceof DropOutcome.Refused) {
      parts.listener().answeredLate(given.order(), outcome);
    }
  }

  private void brokenOff(OrderInFlight given, Line line, String why) {
    if (!isCurrent(given)) {
      return;
    }
    if (given.isCommitted() && !given.isOverdue() && why.startsWith("no answer")) {
      // A question after the one that made the board drop: the board may only be slow.
      timedOut(given, line, why.substring("no answer".length()));
    } else {
      line.fail(why);
    }
  }

  private void timedOut(OrderInFlight order, Line line, String within) {
    if (!isCurrent(order)) {
      return;
    }
    order.findClue(parts.garbage());
    String detail = "no answer" + within + order.clue();
    if (!order.isCommitted()) {
      line.fail("no answer to the questions before " + order + within);
    } else if (parts.traits().ids()) {
      current = Optional.empty();
      beginPause(order);
      putAside(order);
      line.orderEnded(false);
      // Other orders may be with the board by then.
      order.markOverdue(detail, false);
    } else {
      Duration guardTime = parts.times().guardTime();
      order.setTimer(parts.after(guardTime, () -> guardTimeExpired(order, line)));
      parts.status().report(BoardState.QUARANTINED, "no answer to " + order + within, order.clue());
      order.markOverdue(detail, true);
    }
  }

  private void putAside(OrderInFlight order) {
    order.setTimer(() -> {});
    aside.put(order.order().dropId(), order);
  }

  private void guardTimeExpired(OrderInFlight order, Line line) {
    if (isCurrent(order)) {
      String guardTime = DurationFormat.seconds(parts.times().guardTime());
      line.fail("no answer to " + order + " in the guard time of " + guardTime + " either");
    }
  }

  /** Only an order that has begun wears the board out. */
  private void beginPause(OrderInFlight order) {
    if (order.isCommitted()) {
      pauseEndNanos = parts.timers().nanoTime() + parts.times().pause().toNanos();
    }
  }

  /** The dialogue of the order with the number of a drop; empty if none awaits an answer. */
  Optional<DialogueRun<DropOutcome>> asking(long id) {
    return current
        .filter(one -> one.order().dropId() == id)
        .or(() -> Optional.ofNullable(aside.get(id)))
        .flatMap(OrderInFlight::run)
        .filter(DialogueRun::isAsking);
  }

  /** The board has shown that it has done with an overdue order, whose answer was lost. */
  void settleOverdue(Line line, String how) {
    OrderInFlight unanswered = current.orElseThrow();
    current = Optional.empty();
    beginPause(unanswered);
    unanswered.run().ifPresent(DialogueRun::cancel);
    line.orderEnded(false);
    unanswered.end(new DropOutcome.Unknown("its answer was lost"));
    parts.status().report(BoardState.UP, how + " " + unanswered + ", its answer was lost");
  }

  /** Whether it is the dialogue of an order whose late answer is awaited. */
  boolean keeps(DialogueRun<?> run) {
    return aside.values().stream().anyMatch(order -> order.run().filter(run::equals).isPresent());
  }

  /** The line has ended: an order that has begun ends as unknown, and any other is not sent. */
  void end(String reason) {
    Optional<OrderInFlight> last = current;
    current = Optional.empty();
    last.ifPresent(order -> end(order, reason));
  }

  private void end(OrderInFlight order, String reason) {
    beginPause(order);
    if (order.isCommitted() && parts.traits().ids()) {
      putAside(order);
    } else {
      order.run().ifPresent(DialogueRun::cancel);
    }
    order.end(
        order.isCommitted()
            ? new DropOutcome.Unknown(reason)
            : new DropOutcome.NotSent(reason + order.clue()));
  }
}
