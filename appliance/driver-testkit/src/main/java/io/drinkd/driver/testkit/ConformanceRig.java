package io.drinkd.driver.testkit;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.Secret;
import io.drinkd.driver.SessionSource;
import io.drinkd.driver.link.BoardAcceptor;
import io.drinkd.driver.link.BoardConnector;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A driver's board between a scripted board on a real socket and time that moves by hand. The
 * machine has slots 1 and 2 and the password {@code secret}; an order may go unanswered for 10 s,
 * the guard time is 30 s. What is expected and not found ends in an {@link AssertionError}.
 */
final class ConformanceRig implements AutoCloseable {

  static final Duration ANSWER_TIME = Duration.ofSeconds(10);
  static final Duration GUARD_TIME = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Vocabulary words;
  private final boolean dialsIn;
  private final ManualTimers time = new ManualTimers();
  private final ManualTimers dialTime = new ManualTimers();
  private final BoardConnector connector = new BoardConnector();
  private final BoardAcceptor acceptor = BoardAcceptor.open("127.0.0.1", 0, dialTime);
  private final ScriptedBoard scripted = new ScriptedBoard();
  private final ToldEvents events = new ToldEvents();
  private final WatchedSessions sessions;
  private final Board board;
  private int links;
  private long bytesSaid;
  private long orders;

  ConformanceRig(MachineDriver driver, Vocabulary words, boolean dialsIn) throws IOException {
    this.words = words;
    this.dialsIn = dialsIn;
    var password = new Secret("secret");
    SessionSource source =
        dialsIn
            ? acceptor.accept("d", password, Optional.empty(), Runnable::run)
            : connector.dial("127.0.0.1", scripted.port(), dialTime);
    sessions = new WatchedSessions(source);
    var settings =
        new BoardSettings("d", password, ANSWER_TIME, GUARD_TIME, new TreeSet<>(List.of(1, 2)));
    board = driver.open(new BoardContext(settings, sessions, events, time));
  }

  Vocabulary words() {
    return words;
  }

  /** Waits for the next link. */
  void link() throws IOException {
    if (dialsIn) {
      scripted.dial(acceptor.port());
    } else {
      await(
          "a link",
          () -> {
            if (scripted.links() == links) {
              dialTime.advance(LONGEST_PAUSE);
            }
            return scripted.links() > links && sessions.opened() > links;
          });
    }
    links++;
    bytesSaid = 0;
  }

  /** The board links and is let in. */
  void login() throws Exception {
    link();
    say(words.login());
    expectSent(words.accept());
    expectTold("state up");
  }

  /** The board says something, and the driver is done with it. */
  void say(String bytes) throws IOException {
    scripted.send(bytes);
    bytesSaid += bytes.length();
    await(
        "the driver reads what the board says",
        () ->
            dialsIn && sessions.opened() < links
                || sessions.bytesHandled() >= bytesSaid
                || scripted.hasEnded());
  }

  void sayByteByByte(String bytes) throws IOException {
    for (char one : bytes.toCharArray()) {
      say(String.valueOf(one));
    }
  }

  void expectSent(String bytes) throws InterruptedException {
    String found = scripted.take(bytes.length(), PATIENCE);
    require(found.equals(bytes), "the driver sent \"" + shown(found) + "\", not " + shown(bytes));
  }

  /** To be asked after something that the driver was waited for to do. */
  void expectNothingSent() throws InterruptedException {
    String found = scripted.take(1_000, Duration.ZERO);
    require(found.isEmpty(), "the driver sent \"" + shown(found) + "\", and should send nothing");
  }

  CompletableFuture<DropOutcome> order(int slot) {
    CompletableFuture<DropOutcome> outcome = board.drop(new DropOrder(++orders, slot));
    require(outcome != null, "the driver gives no future for an order");
    return outcome;
  }

  /** An order that leaves. */
  CompletableFuture<DropOutcome> orderThatLeaves(int slot) throws InterruptedException {
    CompletableFuture<DropOutcome> outcome = order(slot);
    expectSent(words.drop(slot));
    return outcome;
  }

  void expectOutcome(Class<? extends DropOutcome> kind, CompletableFuture<DropOutcome> future)
      throws InterruptedException {
    try {
      DropOutcome outcome = future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      require(kind.isInstance(outcome), "the outcome is " + outcome);
    } catch (ExecutionException e) {
      throw new AssertionError("the future of an order fails: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new AssertionError("the future of an order does not complete", e);
    }
  }

  void expectPending(CompletableFuture<DropOutcome> future) {
    require(!future.isDone(), "an order has ended without an answer: " + future);
  }

  /** Waits until something is told that begins so; what is told before it does not matter. */
  void expectTold(String beginning) throws InterruptedException {
    String told = "";
    while (!told.startsWith(beginning)) {
      told =
          events
              .next(PATIENCE)
              .orElseThrow(() -> new AssertionError("the driver does not tell: " + beginning));
    }
  }

  /** Whether anything that begins so has been told and not been waited for. */
  void expectNotTold(String beginning) throws InterruptedException {
    for (Optional<String> told = events.next(Duration.ZERO);
        told.isPresent();
        told = events.next(Duration.ZERO)) {
      require(!told.get().startsWith(beginning), "the driver tells: " + told.get());
    }
  }

  /** Notes the end of the order among what is told. */
  void noteEnd(CompletableFuture<DropOutcome> future) {
    future.thenAccept(outcome -> events.ended(new DropOrder(orders, 1), outcome));
  }

  void pass(Duration duration) {
    time.advance(duration);
  }

  void hangUp() throws IOException {
    scripted.hangUp();
  }

  void expectLinkClosed() throws InterruptedException {
    require(scripted.awaitEnd(PATIENCE), "the driver does not close the link");
  }

  /** Closes the board, and waits until it says that it is. */
  void closeBoard() throws Exception {
    board.close().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  void expectNoTimer() {
    require(time.waiting() == 0, "the driver leaves " + time.waiting() + " timers running");
  }

  static void require(boolean condition, String wrong) {
    if (!condition) {
      throw new AssertionError(wrong);
    }
  }

  private static void await(String what, Callable<Boolean> condition) {
    try {
      Awaitility.await(what)
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("waited in vain: " + what, e);
    }
  }

  private static String shown(String bytes) {
    return bytes.replace("\n", "\\n").replace("\r", "\\r");
  }

  @Override
  public void close() throws IOException {
    board.close();
    connector.close();
    acceptor.close();
    scripted.close();
  }
}
