package io.drinkd.driver.testkit;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.BoardTimes;
import io.drinkd.driver.BoardTraits.PasswordUse;
import io.drinkd.driver.DriverValues;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.Secret;
import io.drinkd.driver.link.BoardAcceptor;
import io.drinkd.driver.link.BoardConnector;
import io.drinkd.driver.link.DialInPlace;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
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
 * A driver's board, connected to a scripted board on a real socket, with manual timers. The machine
 * is {@code d}, its board's password is {@code secret}, if its model has one, and its address
 * {@code board.example.net:4343}; its times are those that the driver suggests. Time stands still
 * unless it is advanced, so they may be as long as they like. Methods that wait return whether what
 * they wait for has happened.
 */
final class BoardRig implements AutoCloseable {

  /** What the driver sees as the board's address, wherever the scripted board listens. */
  private static final String ADDRESS = "board.example.net:4343";

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private static final DialInPlace HERE = DialInPlace.from(InetAddress.getLoopbackAddress());

  private final boolean dialsIn;
  private final boolean login;
  private final Duration patience;
  private final ManualTimers time = new ManualTimers();
  private final ManualTimers dialTime = new ManualTimers();
  private final MachineThread thread;
  private final BoardConnector connector = new BoardConnector();
  private final BoardAcceptor acceptor = BoardAcceptor.open("127.0.0.1", 0, dialTime);
  private final ScriptedBoard scripted = new ScriptedBoard();
  private final RecordedEvents events = new RecordedEvents();
  private final CountedSessions sessions;
  private final Board board;
  private int links;
  private long bytesSent;
  private long orders;

  /**
   * Opens the driver's board.
   *
   * @param dialsIn whether the scripted board dials in; otherwise it is dialled
   * @param slots how many the machine has, from 1 on
   * @param times how long its board may take, and is left alone
   * @param values those of the driver's own settings that are not the defaults
   * @param patience how long to wait for each condition
   */
  BoardRig(
      MachineDriver driver,
      boolean dialsIn,
      int slots,
      BoardTimes times,
      Map<String, String> values,
      Duration patience)
      throws Exception {
    this.dialsIn = dialsIn;
    this.login = driver.traits().login();
    this.patience = patience;
    thread = new MachineThread(patience);
    var password = new Secret("secret");
    sessions =
        new CountedSessions(
            dialsIn
                ? acceptor.accept("d", loginOf(driver, password), HERE, thread)
                : connector.dial("127.0.0.1", scripted.port(), dialTime, thread));
    var numbers =
        IntStream.rangeClosed(1, slots).boxed().collect(Collectors.toCollection(TreeSet::new));
    boolean secret = driver.traits().password() != PasswordUse.NONE;
    var settings =
        new BoardSettings(
            "d",
            dialsIn ? Optional.empty() : Optional.of(ADDRESS),
            secret ? Optional.of(password) : Optional.empty(),
            times,
            numbers,
            DriverValues.of(driver.settings(), values, "d"));
    var context = new BoardContext(settings, sessions, events, thread.timers(time));
    board = thread.call(() -> driver.open(context));
  }

  /** Empty of a board that is known by its address. */
  private static Optional<Secret> loginOf(MachineDriver driver, Secret password) {
    return Optional.of(password).filter(any -> driver.traits().login());
  }

  /** The driver's timers. */
  ManualTimers time() {
    return time;
  }

  /**
   * Lets time pass for the driver, after it has done with what it is at, and what it has written
   * has left: what is due then may close the link.
   */
  void advance(Duration duration) throws Exception {
    thread.call(() -> null);
    await(sessions::haveSentAll);
    time.advance(duration);
  }

  ScriptedBoard scripted() {
    return scripted;
  }

  RecordedEvents events() {
    return events;
  }

  /** Waits for the next link, after whatever pause. */
  boolean link() throws IOException {
    if (dialsIn) {
      scripted.dial(acceptor.port());
      if (!login && !await(() -> sessions.opened() > links)) {
        return false;
      }
    } else if (!await(this::isDialled)) {
      return false;
    }
    links++;
    bytesSent = 0;
    return true;
  }

  /** The pause before a dial is the connector's own, so its own timers are advanced. */
  private boolean isDialled() {
    if (scripted.links() == links) {
      dialTime.advance(LONGEST_PAUSE);
    }
    return scripted.links() > links && sessions.opened() > links;
  }

  /** The board sends something; waits until the driver has processed it. */
  boolean send(String bytes) throws IOException {
    scripted.send(bytes);
    bytesSent += bytes.length();
    return await(
        () -> !isIdentified() || sessions.bytesHandled() >= bytesSent || scripted.hasEnded(links));
  }

  /** The driver of a board that dials in gets nothing before the login. */
  private boolean isIdentified() {
    return !dialsIn || sessions.opened() >= links;
  }

  /** Waits until the driver has closed the present link. */
  boolean awaitEnd() throws InterruptedException {
    return scripted.awaitEnd(links, patience);
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

  /** Passes an order to the driver. */
  CompletableFuture<DropOutcome> drop(DropOrder order) throws Exception {
    return thread.call(() -> board.drop(order));
  }

  /** Closes the driver's board, and waits until it is closed. */
  void closeBoard() throws Exception {
    thread.call(board::close).get(patience.toMillis(), TimeUnit.MILLISECONDS);
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
