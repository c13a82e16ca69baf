package io.drinkd.driver.link;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An order that a board has not answered yet. When its time is over it ends as unknown and is
 * overdue: its answer may still come.
 */
final class OrderInFlight {

  private final DropOrder order;
  private final CompletableFuture<DropOutcome> outcome = new CompletableFuture<>();
  private Timer timer = () -> {};
  private Optional<DialogueRun<DropOutcome>> run = Optional.empty();
  private boolean overdue;
  private long ignoredBefore;
  private String clue = "";

  OrderInFlight(DropOrder order) {
    this.order = order;
  }

  DropOrder order() {
    return order;
  }

  CompletableFuture<DropOutcome> outcome() {
    return outcome;
  }

  /**
   * @param ignored how many messages of the board were ignored until now
   */
  void begin(DialogueRun<DropOutcome> dialogue, long ignored) {
    run = Optional.of(dialogue);
    ignoredBefore = ignored;
  }

  /** Looks at what the board has said meanwhile, before the order's time ends it. */
  void findClue(GarbageLog garbage) {
    List<String> found = new ArrayList<>();
    run.flatMap(DialogueRun::lastAnswer)
        .ifPresent(answer -> found.add("the board's last answer was: " + answer));
    long ignored = garbage.ignored() - ignoredBefore;
    if (run.isPresent() && ignored > 0) {
      String which =
          ignored == 1 ? "1 message meanwhile: " : ignored + " messages meanwhile, the last: ";
      found.add("ignored " + which + garbage.lastIgnored());
    }
    clue = found.isEmpty() ? "" : ": " + String.join("; ", found);
  }

  /** What the board has said until the order's time was over; empty if nothing. For admins. */
  String clue() {
    return clue;
  }

  /** Its dialogue, once it has begun. */
  Optional<DialogueRun<DropOutcome>> run() {
    return run;
  }

  /** Whether it may have made the board drop something. */
  boolean isCommitted() {
    return run.filter(DialogueRun::isCommitted).isPresent();
  }

  boolean isOverdue() {
    return overdue;
  }

  /**
   * Its time is over: it ends as unknown, and a late answer is awaited.
   *
   * @param asksOn whether the board may be asked for it again
   */
  void markOverdue(String detail, boolean asksOn) {
    overdue = true;
    run.ifPresent(dialogue -> dialogue.setOverdue(asksOn));
    outcome.complete(new DropOutcome.Unknown(detail));
  }

  /** Replaces the order's timer; the previous one is cancelled. */
  void setTimer(Timer next) {
    timer.cancel();
    timer = next;
  }

  /** Completes the order and cancels its timer; the outcome of an overdue order stays unknown. */
  void end(DropOutcome how) {
    timer.cancel();
    outcome.complete(how);
  }

  @Override
  public String toString() {
    return "drop " + order.dropId() + " from slot " + order.slot();
  }
}
