package io.drinkd.driver.link;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.mina.filter.codec.ProtocolCodecFactory;

/**
 * A board that gets a connection for each question. It is up as long as it answers when it is asked
 * for its state, at an interval; one dialogue is carried out at a time.
 */
final class VisitedLink implements Board, LinkOrders.Line {

  private final LinkParts parts;
  private final ProtocolCodecFactory codec;
  private final LinkOrders orders;
  private final Set<Visit> visits = new HashSet<>();
  private final CompletableFuture<Void> allClosed = new CompletableFuture<>();

  private boolean up;
  private boolean closed;
  private Optional<DialogueRun<?>> active = Optional.empty();
  private Optional<Runnable> waiting = Optional.empty();
  private Timer nextPoll = () -> {};

  VisitedLink(LinkParts parts, ProtocolCodecFactory codec) {
    this.parts = parts;
    this.codec = codec;
    this.orders = new LinkOrders(parts);
    poll();
  }

  @Override
  public CompletableFuture<DropOutcome> drop(DropOrder order) {
    Optional<String> obstacle = obstacle(order.slot());
    return obstacle.isPresent()
        ? CompletableFuture.completedFuture(new DropOutcome.NotSent(obstacle.get()))
        : orders.give(order, this);
  }

  private Optional<String> obstacle(int slot) {
    if (closed) {
      return Optional.of("the board is closed");
    }
    if (!parts.settings().slots().contains(slot)) {
      return Optional.of("the machine has no slot " + slot);
    }
    if (!up) {
      String reason = parts.status().reason();
      return Optional.of("no link with the board" + (reason.isEmpty() ? "" : ": " + reason));
    }
    return orders.current().map(order -> "the board has not answered " + order);
  }

  private void pollLater() {
    nextPoll.cancel();
    Duration interval = parts.traits().polls().every().orElseThrow();
    nextPoll = closed ? () -> {} : parts.after(interval, this::poll);
  }

  private void poll() {
    if (closed) {
      return;
    }
    if (active.isPresent() || orders.current().isPresent()) {
      pollLater();
      return;
    }
    nextPoll.cancel();
    var run =
        new DialogueRun<>(
            parts.protocol().poll(),
            this,
            parts,
            Optional.of(parts.questionTime()),
            new DialogueRun.End<List<BoardMessage>>() {
              @Override
              public void ended(List<BoardMessage> found) {
                active = Optional.empty();
                up = true;
                if (parts.status().state() != BoardState.UP) {
                  parts.status().report(BoardState.UP, "the board answers");
                }
                found.forEach(message -> LinkReports.pass(message, parts));
                becomeFree();
              }

              @Override
              public void broken(String why) {
                active = Optional.empty();
                isDown(why);
                becomeFree();
              }
            });
    active = Optional.of(run);
    run.start();
  }

  private void isDown(String why) {
    up = false;
    parts.status().reportFailedAttempt(why, parts.traits().polls().every().orElseThrow());
    orders.end(why);
  }

  private void becomeFree() {
    Optional<Runnable> next = waiting;
    waiting = Optional.empty();
    pollLater();
    next.ifPresent(Runnable::run);
  }

  @Override
  public void whenFree(Runnable begin) {
    if (active.isPresent()) {
      waiting = Optional.of(begin);
    } else {
      begin.run();
    }
  }

  @Override
  public void take(DialogueRun<?> run) {
    active = Optional.of(run);
  }

  @Override
  public void orderEnded(boolean answered) {
    active = Optional.empty();
    if (parts.traits().polls().afterDrop()) {
      poll();
    } else {
      pollLater();
    }
  }

  /** Whether it is there again is found out at once. */
  @Override
  public void fail(String why) {
    active.ifPresent(DialogueRun::cancel);
    active = Optional.empty();
    isDown(why);
    poll();
  }

  @Override
  public void ask(Object request, DialogueRun<?> run) {
    Visit visit = new Visit(request, run, parts, this::left);
    visits.add(visit);
    visit.open(codec);
  }

  @Override
  public void tell(Object request) {
    throw new IllegalStateException(
        "a board with a connection for each question is asked, never only told");
  }

  @Override
  public void report(BoardMessage message) {
    LinkReports.pass(message, parts);
  }

  @Override
  public void forget(DialogueRun<?> run) {
    List.copyOf(visits).stream().filter(visit -> visit.isOf(run)).forEach(Visit::end);
  }

  private void left(Visit visit) {
    visits.remove(visit);
    if (closed && visits.isEmpty()) {
      allClosed.complete(null);
    }
  }

  @Override
  public CompletableFuture<Void> close() {
    if (!closed) {
      closed = true;
      nextPoll.cancel();
      parts.status().reportClosed("the board is closed");
      orders.end("the board is closed");
      active.ifPresent(DialogueRun::cancel);
      active = Optional.empty();
      List.copyOf(visits).forEach(Visit::end);
      if (visits.isEmpty()) {
        allClosed.complete(null);
      }
    }
    return allClosed;
  }
}
