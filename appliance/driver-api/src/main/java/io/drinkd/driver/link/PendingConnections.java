package io.drinkd.driver.link;

import io.drinkd.driver.Timers;
import io.drinkd.driver.link.PendingConnection.Stage;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections whose board is not known yet, and the boards that are expected. All of it is
 * touched on one thread only; a driver's codec runs on its machine's thread, which posts the result
 * back.
 */
final class PendingConnections implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PendingConnections.class);

  static final int BYTES_BEFORE_LOGIN_MAX = 1024;

  private static final Duration LOGIN_WITHIN = Duration.ofSeconds(10);
  static final int CONNECTIONS_MAX = 256;
  private static final int CONNECTIONS_OF_ONE_ORIGIN_MAX = 32;

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          PendingConnections::thread,
          new ThreadPoolExecutor.DiscardPolicy());

  private final int most;
  private final Timers timers;
  private final LoginTurns turns;
  private final StrangerLog strangers;
  private final List<ExpectedBoard> expected = new ArrayList<>();

  /** There is one as soon as anything can connect. */
  private Optional<OwnPorts> ownPorts = Optional.empty();

  /** Oldest first. */
  private final Set<PendingConnection> connections = new LinkedHashSet<>();

  /**
   * @param most how many there may be
   */
  PendingConnections(int most, Timers timers) {
    this.most = most;
    this.timers = timers;
    this.turns = new LoginTurns(timers, this::run);
    this.strangers = new StrangerLog(LOG, timers);
    // Started here, so that it inherits nothing of a driver that might be at work later.
    executor.prestartCoreThread();
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "board-logins");
    thread.setDaemon(true);
    return thread;
  }

  /** Runs the task on the thread of the pending connections; not any more once they are closed. */
  void run(Runnable task) {
    executor.execute(() -> runLogged(task));
  }

  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      // What to do: report the stack trace as a fault of drinkd.
      LOG.error("processing a connection of a board failed", e);
    }
  }

  Timers timers() {
    return timers;
  }

  /** From now on boards may have ports of their own. */
  void open(OwnPorts ports) {
    run(() -> ownPorts = Optional.of(ports));
  }

  void expect(ExpectedBoard board) {
    run(
        () -> {
          expected.add(board);
          ownPorts.ifPresent(ports -> ports.expect(board));
        });
  }

  void expectNoMore(ExpectedBoard board) {
    run(
        () -> {
          expected.remove(board);
          ownPorts.ifPresent(ports -> ports.expectNoMore(board));
        });
  }

  /** Nothing is read from it yet. */
  void accept(PendingConnection connection) {
    List<ExpectedBoard> boards =
        expected.stream().filter(board -> board.mayHave(connection)).toList();
    Optional<ExpectedBoard> byPlace =
        boards.stream().filter(ExpectedBoard::isKnownByPlace).findFirst();
    if (byPlace.isPresent()) {
      if (byPlace.get().mayHaveAnotherLink(connection)) {
        assign(connection, byPlace.get());
      } else {
        byPlace.get().hadTooManyLinks(connection.address());
        reject(connection, "machine " + byPlace.get().machine() + " has had too many from there");
      }
    } else if (boards.isEmpty() && !isCommon(connection.port())) {
      expected.stream()
          .filter(board -> board.port() == connection.port())
          .forEach(board -> board.addressWasWrong(connection.address()));
      reject(connection, "no board may come from there to port " + connection.port());
    } else {
      awaitLogin(connection);
    }
  }

  private boolean isCommon(int port) {
    return ownPorts.map(ports -> ports.isCommon(port)).orElse(true);
  }

  private void awaitLogin(PendingConnection connection) {
    makeRoomFor(connection);
    connections.add(connection);
    connection.heard(timers.nanoTime());
    rejectAfterwards(connection, "no login within 10 s");
    connection.session().resumeRead();
  }

  /** Disconnects somebody if there are too many, in all or of one origin. */
  private void makeRoomFor(PendingConnection connection) {
    Map<Object, Integer> perOrigin = new HashMap<>();
    connections.forEach(one -> perOrigin.merge(one.origin(), 1, Integer::sum));
    Object origin = connection.origin();
    Stream<PendingConnection> candidates;
    if (perOrigin.getOrDefault(origin, 0) >= CONNECTIONS_OF_ONE_ORIGIN_MAX) {
      candidates = connections.stream().filter(one -> one.origin().equals(origin));
    } else if (connections.size() >= most) {
      candidates = connections.stream();
    } else {
      return;
    }
    candidates
        .min(
            Comparator.comparing(PendingConnection::stage)
                .thenComparing(one -> -perOrigin.get(one.origin()))
                .thenComparing(PendingConnections::leastLikelyABoard))
        .ifPresent(last -> reject(last, "too many connections without a login"));
  }

  /**
   * Of those that have sent no login, whoever has been silent for longest: a board sends its login
   * at once, be it byte by byte. Of those whose logins wait, the youngest: the oldest are checked
   * in their order, see {@link LoginTurns}.
   */
  private static int leastLikelyABoard(PendingConnection one, PendingConnection other) {
    long later = one.heardNanos() - other.heardNanos();
    return Long.signum(one.stage() == Stage.LOGIN ? -later : later);
  }

  private void rejectAfterwards(PendingConnection connection, String reason) {
    connection.setDeadline(timers.after(LOGIN_WITHIN, () -> run(() -> reject(connection, reason))));
  }

  private void reject(PendingConnection connection, String reason) {
    if (connection.isPending()) {
      strangers.closed(connection.session().getRemoteAddress(), connection.port(), reason);
      remove(connection);
      connection.session().closeNow();
    }
  }

  /** A link that was beside a board's own has been closed. */
  void wasClosed(SocketAddress from, int port, String reason) {
    run(() -> strangers.closed(from, port, reason));
  }

  void remove(PendingConnection connection) {
    if (connection.isPending()) {
      connections.remove(connection);
      connection.resolve(Optional.empty());
    }
  }

  void received(PendingConnection connection, byte[] bytes) {
    if (!connection.isPending() || connection.stage() != Stage.INCOMPLETE) {
      return;
    }
    connection.add(bytes);
    connection.heard(timers.nanoTime());
    if (connection.receivedBytes() > BYTES_BEFORE_LOGIN_MAX) {
      reject(connection, "no login in the first " + BYTES_BEFORE_LOGIN_MAX + " bytes");
    } else {
      new LoginCheck(this, connection)
          .begin(
              expected.stream()
                  .filter(one -> one.mayHave(connection) && !one.isKnownByPlace())
                  .toList());
    }
  }

  /** Has a login checked when it is its turn; until then it has no deadline. */
  void takeTurn(PendingConnection connection, LoginCheck check) {
    connection.setDeadline(() -> {});
    if (turns.add(connection.origin(), check)) {
      LOG.info(
          "login of a board from {} waits for its check, there were wrong passwords from there",
          connection.session().getRemoteAddress());
    }
  }

  void turnHasCome(PendingConnection connection) {
    rejectAfterwards(connection, "its login was not checked within 10 s");
  }

  /** Its login was right. */
  void loggedIn(PendingConnection connection, ExpectedBoard board) {
    turns.passwordWasRight(connection.origin());
    assign(connection, board);
  }

  private void assign(PendingConnection connection, ExpectedBoard board) {
    connections.remove(connection);
    connection.resolve(Optional.of(board));
    board.take(connection.session(), connection.received());
  }

  /**
   * The connection keeps its deadline, for it need not read the answer.
   *
   * @param boards those that it might have been, of all models that understood it
   */
  void refuse(PendingConnection connection, List<ExpectedBoard> boards) {
    connection.reach(Stage.REFUSED);
    IoSession session = connection.session();
    // What to do: check the password in the machine's file, and what connects from that address.
    LOG.warn(
        "login of a board from {} refused: no board that may connect from there has this password",
        session.getRemoteAddress());
    boards.forEach(board -> board.passwordWasWrong(connection.address()));
    ExpectedBoard model = boards.get(0);
    model
        .executor()
        .execute(
            () -> {
              session.getFilterChain().addLast("codec", new ProtocolCodecFilter(model.codec()));
              session.write(new BoardRequest.RefuseLogin());
              session.closeOnFlush();
            });
  }

  /** Ends the thread when it has done what is waiting. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
