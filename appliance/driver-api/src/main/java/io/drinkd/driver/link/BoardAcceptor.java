package io.drinkd.driver.link;

import io.drinkd.driver.Secret;
import io.drinkd.driver.SessionSource;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/**
 * Accepts boards that dial in: one port, with one I/O thread, for all drivers of the appliance, and
 * further ones that single boards have for themselves. A board is identified by the password that
 * it sends and, where one is set, by the address it comes from. As each model spells its login in
 * its own way, the first bytes of a connection are decoded by the codecs of all expected boards;
 * the first board whose codec finds a login with its password gets the session, with all bytes
 * received so far. From then on the session is like one that was dialled.
 *
 * <p>A board that does not log in is identified by its {@link DialInPlace} alone, as soon as it is
 * connected. That is no secret: whoever can connect from there is taken for the board.
 *
 * <p>A wrong password is answered as the model answers it, the connection is closed and logged, and
 * further logins from that address wait: see {@link LoginTurns}. A connection without a login is
 * closed after 10 s, or earlier if many others come.
 */
public final class BoardAcceptor implements AutoCloseable {

  /** How many connections need ever be open here whose boards have not logged in. */
  public static final int PENDING_MAX = PendingConnections.CONNECTIONS_MAX;

  /** After a power cut all boards of a house dial in at once. */
  private static final int BACKLOG = 1024;

  private final ExecutorService io =
      Executors.newCachedThreadPool(task -> daemon(task, "boards-port-io"));

  private final LinkProcessor processor = new LinkProcessor(io);
  private final NioSocketAcceptor acceptor = new PatientAcceptor(processor);
  private final ErrorGuard guard = new ErrorGuard();
  private final PendingConnections connections;
  private int port;

  private BoardAcceptor(int pendingMax, Timers timers) {
    connections = new PendingConnections(pendingMax, timers);
    // Otherwise a restart fails while the system keeps old connections in TIME_WAIT.
    acceptor.setReuseAddress(true);
    acceptor.setBacklog(BACKLOG);
    acceptor.getSessionConfig().setTcpNoDelay(true);
    // MINA's counters take one lock of the whole service on every read and write.
    acceptor.getStatistics().getConfig().setStatisticsCalcEnabled(false);
    acceptor.setFilterChainBuilder(this::buildChain);
    acceptor.setHandler(new LinkHandler());
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Opens the port.
   *
   * @param host the local address; 0.0.0.0 is every one
   * @param port 0 lets the system choose one
   * @throws IOException if it cannot be opened; itself or its cause says why
   */
  public static BoardAcceptor open(String host, int port, Timers timers) throws IOException {
    return open(host, port, PENDING_MAX, timers);
  }

  /**
   * The same where there may not be room for so many connections.
   *
   * @param pendingMax how many may be open whose boards have not logged in
   */
  public static BoardAcceptor open(String host, int port, int pendingMax, Timers timers)
      throws IOException {
    BoardAcceptor opened = new BoardAcceptor(pendingMax, timers);
    try {
      opened.bind(InetAddress.getByName(host), port);
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  /** Whoever connects before this has returned is looked at afterwards. */
  private void bind(InetAddress host, int wanted) throws IOException {
    acceptor.bind(new InetSocketAddress(host, wanted));
    port = acceptor.getLocalAddress().getPort();
    var common = new InetSocketAddress(host, port);
    connections.open(new OwnPorts(acceptor, common, connections));
  }

  /** The codec is added when the session's board is known. */
  private void buildChain(IoFilterChain chain) {
    IoSession session = chain.getSession();
    chain.addLast("guard", guard);
    new PendingConnection(connections, session).own(session);
  }

  /** The port of all boards. */
  public int port() {
    return port;
  }

  /** The ports of single boards that are open, beside that of all. Any thread. */
  public SortedSet<Integer> ownPorts() {
    return acceptor.getLocalAddresses().stream()
        .map(address -> ((InetSocketAddress) address).getPort())
        .filter(open -> open != port)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether boards can dial in. */
  public boolean isOpen() {
    return acceptor.isActive();
  }

  /** Completes when the I/O thread has come to it; never, perhaps, once this is closed. */
  public CompletableFuture<Void> progress() {
    return processor.progress();
  }

  /**
   * Sessions with the board that dials in. Where it logs in, a second one replaces the first at
   * once: the first is dead, whatever TCP reports of it. Where it is known by its place alone both
   * stay open, for the second may be anybody's.
   *
   * @param password with which it logs in; empty if it is known by its place alone
   * @param place where it dials in; a port of its own is open as long as somebody is subscribed
   * @param executor the machine's thread, on which sessions are decoded and the handler is called;
   *     runs one task at a time, in the order of submission
   */
  public SessionSource accept(
      String machine, Optional<Secret> password, DialInPlace place, Executor executor) {
    return (codec, handler) -> {
      var board =
          new ExpectedBoard(
              connections,
              machine,
              password,
              place.address(),
              place.port().orElse(port),
              new Subscriber(codec, handler, executor));
      connections.expect(board);
      return board;
    };
  }

  /**
   * Closes the port and all sessions and stops the I/O thread, and waits for that. Must not be
   * called on a session's I/O thread.
   */
  @Override
  public void close() {
    acceptor.dispose(true);
    processor.dispose();
    io.shutdownNow();
    connections.close();
  }
}
