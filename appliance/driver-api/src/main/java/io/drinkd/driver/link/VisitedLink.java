package io.drinkd.driver.link;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
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
  private final Turns turns;
  private final Set<Visit> visits = new HashSet<>();
  private final CompletableFuture<Void> allClosed = new CompletableFuture<>();

  private boolean up;
  private boolean closed;
  private Timer nextPoll = () -> {};

  VisitedLink(LinkParts parts, ProtocolCodecFactory codec) {
    this.parts = parts;
    this.codec = codec;
    this.orders = new LinkOrders(parts);
    this.turns = new Turns(parts);
    poll();
  }

  @Override
  public CompletableFuture<DropOutcome> drop(DropOrder order) {
    return parts
        .obstacle(order.slot(), closed, up)
        .or(() -> orders.current().map(other -> "the board has not answered " + other))
        .map(LinkOrders::notSent)
        .orElseGet(() -> orders.give(order, this));
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
    if (turns.active().isPresent() || orders.current().isPresent()) {
      pollLater();
      return;
    }
    nextPoll.cancel();
    turns.run(
        parts.protocol().poll(),
        this,
        found -> {
          isUp();
          found.forEach(this::report);
          becomeFree();
        },
        why -> {
          isDown(why);
          becomeFree();
        });
  }

  private void isUp() {
    up = true;
    if (parts.status().state() != BoardState.UP) {
      parts.status().report(BoardState.UP, "the board answers");
    }
  }

  private void isDown(String why) {
    up = false;
    parts.status().reportFailedAttempt(why, parts.traits().polls().every().orElseThrow());
    orders.end(why);
  }

  private void becomeFree() {
    pollLater();
    turns.next();
  }

  @Override
  public Turns turns() {
    return turns;
  }

  @Override
  public void orderEnded(boolean answered) {
    turns.free();
    if (parts.traits().polls().afterDrop()) {
      poll();
    } else {
      pollLater();
    }
  }

  /** Whether it is there again is found out at once. */
  @Override
  public void fail(String why) {
    turns.cancel();
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
  public boolean separatesAnswers() {
    return true;
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
      turns.cancel();
      List.copyOf(visits).forEach(Visit::end);
      if (visits.isEmpty()) {
        allClosed.complete(null);
      }
    }
    return allClosed;
  }
}
