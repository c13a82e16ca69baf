package io.drinkd.driver.testkit;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.Secret;
import io.drinkd.driver.link.BoardAcceptor;
import io.drinkd.driver.link.BoardConnector;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A driver's board between a scripted board on a real socket and time that moves by hand. The
 * machine is {@code d}, its board's password is {@code secret}; an order may go unanswered for 10
 * s, the guard time is 30 s. What is waited for and does not happen is told by the value returned.
 */
final class BoardRig implements AutoCloseable {

  static final Duration ANSWER_TIME = Duration.ofSeconds(10);
  static final Duration GUARD_TIME = Duration.ofSeconds(30);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final boolean dialsIn;
  private final Duration patience;
  private final ManualTimers time = new ManualTimers();
  private final ManualTimers dialTime = new ManualTimers();
  private final MachineThread thread = new MachineThread();
  private final BoardConnector connector = new BoardConnector();
  private final BoardAcceptor acceptor = BoardAcceptor.open("127.0.0.1", 0, dialTime);
  private final ScriptedBoard scripted = new ScriptedBoard();
  private final ToldEvents events = new ToldEvents();
  private final WatchedSessions sessions;
  private final Board board;
  private int links;
  private long bytesSaid;
  private long orders;

  /**
   * Opens the driver's board.
   *
   * @param dialsIn whether the scripted board dials; otherwise it is dialled
   * @param slots how many the machine has, from 1 on
   * @param patience how long each thing is waited for
   */
  BoardRig(MachineDriver driver, boolean dialsIn, int slots, Duration patience) throws Exception {
    this.dialsIn = dialsIn;
    this.patience = patience;
    var password = new Secret("secret");
    sessions =
        new WatchedSessions(
            dialsIn
                ? acceptor.accept("d", password, Optional.empty(), thread)
                : connector.dial("127.0.0.1", scripted.port(), dialTime, thread));
    var numbers =
        IntStream.rangeClosed(1, slots).boxed().collect(Collectors.toCollection(TreeSet::new));
    var settings = new BoardSettings("d", password, ANSWER_TIME, GUARD_TIME, numbers);
    var context = new BoardContext(settings, sessions, events, thread.timers(time));
    board = thread.call(() -> driver.open(context));
  }

  /** The driver's time. */
  ManualTimers time() {
    return time;
  }

  ScriptedBoard scripted() {
    return scripted;
  }

  ToldEvents events() {
    return events;
  }

  /** Waits for the next link; whether there is one, after whatever pause. */
  boolean link() throws IOException {
    if (dialsIn) {
      scripted.dial(acceptor.port());
    } else if (!await(this::isDialled)) {
      return false;
    }
    links++;
    bytesSaid = 0;
    return true;
  }

  /** The pause before a dial is the connector's own business, so its own time is moved. */
  private boolean isDialled() {
    if (scripted.links() == links) {
      dialTime.advance(LONGEST_PAUSE);
    }
    return scripted.links() > links && sessions.opened() > links;
  }

  /** The board says something; whether the driver is done with it. */
  boolean say(String bytes) throws IOException {
    scripted.send(bytes);
    bytesSaid += bytes.length();
    return await(() -> !isKnown() || sessions.bytesHandled() >= bytesSaid || scripted.hasEnded());
  }

  /** Of a board that dials in the driver hears nothing before the login. */
  private boolean isKnown() {
    return !dialsIn || sessions.opened() >= links;
  }

  private boolean await(Callable<Boolean> condition) {
    try {
      Awaitility.await()
          .atMost(patience)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(condition);
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }

  /** The next order, for a slot. */
  DropOrder nextOrder(int slot) {
    return new DropOrder(++orders, slot);
  }

  /** Gives an order to the driver. */
  CompletableFuture<DropOutcome> drop(DropOrder order) throws Exception {
    return thread.call(() -> board.drop(order));
  }

  /** Closes the driver's board, and waits until it says that it is. */
  void closeBoard() throws Exception {
    thread.call(board::close).get(patience.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    thread.execute(board::close);
    connector.close();
    acceptor.close();
    scripted.close();
    thread.close();
  }
}
