package io.drinkd.driver.link;

import io.drinkd.driver.Timers;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

  private static final Duration LOGIN_WITHIN = Duration.ofSeconds(10);
  private static final int CONNECTIONS_MAX = 256;
  private static final int CONNECTIONS_OF_ONE_ADDRESS_MAX = 32;
  private static final int BYTES_BEFORE_LOGIN_MAX = 1024;

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          PendingConnections::thread,
          new ThreadPoolExecutor.DiscardPolicy());

  private final Timers timers;
  private final LoginPauses pauses;
  private final List<ExpectedBoard> expected = new ArrayList<>();

  /** Oldest first. */
  private final Set<PendingConnection> connections = new LinkedHashSet<>();

  PendingConnections(Timers timers) {
    this.timers = timers;
    this.pauses = new LoginPauses(timers);
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

  void expect(ExpectedBoard board) {
    run(() -> expected.add(board));
  }

  void expectNoMore(ExpectedBoard board) {
    run(() -> expected.remove(board));
  }

  void accept(PendingConnection connection) {
    // A board logs in at once, so the oldest connection is the least likely to be one.
    oldestIfFull(connections.stream().toList(), CONNECTIONS_MAX)
        .or(() -> oldestIfFull(from(connection.address()), CONNECTIONS_OF_ONE_ADDRESS_MAX))
        .ifPresent(oldest -> reject(oldest, "too many connections without a login"));
    connections.add(connection);
    connection.setDeadline(
        timers.after(LOGIN_WITHIN, () -> run(() -> reject(connection, "no login within 10 s"))));
  }

  private static Optional<PendingConnection> oldestIfFull(
      List<PendingConnection> present, int most) {
    return present.size() < most ? Optional.empty() : Optional.of(present.get(0));
  }

  private List<PendingConnection> from(InetAddress address) {
    return connections.stream().filter(one -> one.address().equals(address)).toList();
  }

  private void reject(PendingConnection connection, String reason) {
    if (connection.isPending()) {
      LOG.info(
          "connection from {} closed, not identified as a board: {}",
          connection.session().getRemoteAddress(),
          reason);
      remove(connection);
      connection.session().closeNow();
    }
  }

  void remove(PendingConnection connection) {
    if (connections.remove(connection)) {
      connection.resolve(Optional.empty());
    }
  }

  void received(PendingConnection connection, byte[] bytes) {
    if (!connection.isPending()) {
      return;
    }
    connection.add(bytes);
    if (connection.receivedBytes() > BYTES_BEFORE_LOGIN_MAX) {
      reject(connection, "no login in the first " + BYTES_BEFORE_LOGIN_MAX + " bytes");
    } else {
      check(connection);
    }
  }

  private void check(PendingConnection connection) {
    if (!connection.isPending()) {
      return;
    }
    Duration wait = pauses.left(connection.address());
    if (!wait.isZero()) {
      timers.after(wait, () -> run(() -> check(connection)));
      return;
    }
    List<List<ExpectedBoard>> models = models(connection.address());
    if (models.isEmpty()) {
      connection.session().resumeRead();
      return;
    }
    new LoginCheck(connection, models.size()).begin(models);
  }

  /**
   * The boards that may come from the address, those of one codec together: codecs of one class
   * decode alike, so one of them decodes for all.
   */
  private List<List<ExpectedBoard>> models(InetAddress address) {
    Map<Class<?>, List<ExpectedBoard>> byCodec = new LinkedHashMap<>();
    for (ExpectedBoard board : expected) {
      if (board.mayComeFrom(address)) {
        byCodec.computeIfAbsent(board.codec().getClass(), any -> new ArrayList<>()).add(board);
      }
    }
    return List.copyOf(byCodec.values());
  }

  /** Lets all models decode what a connection has sent; one that never answers delays no other. */
  private final class LoginCheck {

    private final PendingConnection connection;
    private int unanswered;
    private Optional<ExpectedBoard> sameModel = Optional.empty();

    LoginCheck(PendingConnection connection, int models) {
      this.connection = connection;
      this.unanswered = models;
    }

    void begin(List<List<ExpectedBoard>> models) {
      byte[] received = connection.received();
      for (List<ExpectedBoard> boards : models) {
        ExpectedBoard first = boards.get(0);
        try {
          first
              .executor()
              .execute(
                  () -> {
                    Optional<String> password = LoginSearch.password(received, first.codec());
                    run(() -> decoded(boards, password));
                  });
        } catch (RejectedExecutionException e) {
          // Its driver has just been stopped.
          run(() -> decoded(boards, Optional.empty()));
        }
      }
    }

    private void decoded(List<ExpectedBoard> boards, Optional<String> password) {
      unanswered--;
      if (!connection.isPending()) {
        return;
      }
      if (password.isPresent()) {
        sameModel = sameModel.or(() -> Optional.of(boards.get(0)));
        Optional<ExpectedBoard> identified = withPassword(boards, password.get());
        if (identified.isPresent()) {
          assign(connection, identified.get());
          return;
        }
      }
      if (unanswered == 0) {
        sameModel.ifPresentOrElse(
            model -> refuse(connection, model), () -> connection.session().resumeRead());
      }
    }
  }

  /** Compares with all, so that the time it takes reveals nothing. */
  private static Optional<ExpectedBoard> withPassword(List<ExpectedBoard> boards, String password) {
    Optional<ExpectedBoard> found = Optional.empty();
    for (ExpectedBoard board : boards) {
      if (board.hasPassword(password)) {
        found = Optional.of(board);
      }
    }
    return found;
  }

  private void assign(PendingConnection connection, ExpectedBoard board) {
    connections.remove(connection);
    connection.resolve(Optional.of(board));
    LOG.info("machine {}: board connected from {}", board.machine(), connection.address());
    board.take(connection.session(), connection.received());
  }

  /** The connection keeps its deadline, for it need not read the answer. */
  private void refuse(PendingConnection connection, ExpectedBoard model) {
    pauses.wrongPassword(connection.address());
    IoSession session = connection.session();
    // What to do: check the password in the machine's file, and what connects from that address.
    LOG.warn(
        "login of a board from {} refused: no board that may connect from there has this password",
        session.getRemoteAddress());
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
