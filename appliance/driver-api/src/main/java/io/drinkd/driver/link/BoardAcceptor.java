package io.drinkd.driver.link;

import io.drinkd.driver.Secret;
import io.drinkd.driver.SessionSource;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/**
 * Lets boards dial in: one port, with one I/O thread, for all drivers of the appliance. Whose board
 * it is shows the password that it sends, and, where one is set, the address it comes from. As each
 * model spells its login in its own way, what a connection says first is shown to the codecs of all
 * boards that are expected; the first one that reads a login with a password that fits gets the
 * session, with all that was said so far. From then on a session is as one that was dialled.
 *
 * <p>A wrong password is answered as the model answers it, closed and logged, and further logins
 * from that address wait for a while: see {@link LoginPauses}. An unknown connection is closed
 * after 10 s, or earlier if many others come.
 */
public final class BoardAcceptor implements AutoCloseable {

  /** After a power cut all boards of a house dial at once. */
  private static final int BACKLOG = 1024;

  private final NioSocketAcceptor acceptor = new NioSocketAcceptor(1);
  private final ErrorGuard guard = new ErrorGuard();
  private final PendingConnections gate;

  private BoardAcceptor(Timers timers) {
    gate = new PendingConnections(timers);
    // Else a restart has to wait until the system has forgotten the old connections.
    acceptor.setReuseAddress(true);
    acceptor.setBacklog(BACKLOG);
    acceptor.getSessionConfig().setTcpNoDelay(true);
    // MINA's counters take one lock of the whole service on every read and write.
    acceptor.getStatistics().getConfig().setStatisticsCalcEnabled(false);
    acceptor.setFilterChainBuilder(this::buildChain);
    acceptor.setHandler(new LinkHandler());
  }

  /**
   * Opens the port.
   *
   * @param host the local address; 0.0.0.0 is every one
   * @param port 0 lets the system choose one
   * @throws IOException if that cannot be; the message says what to do
   */
  public static BoardAcceptor open(String host, int port, Timers timers) throws IOException {
    BoardAcceptor opened = new BoardAcceptor(timers);
    try {
      opened.acceptor.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return opened;
    } catch (IOException e) {
      opened.close();
      throw new IOException(
          "boards cannot dial in on %s:%d (%s); stop what has the port, or set another one"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  /** The codec joins when it is known whose the session is. */
  private void buildChain(IoFilterChain chain) {
    IoSession session = chain.getSession();
    chain.addLast("guard", guard);
    gate.guest(session).own(session);
  }

  /** The port that is open. */
  public int port() {
    return acceptor.getLocalAddress().getPort();
  }

  /**
   * Sessions with the board that dials in with the password. A second one takes the place of the
   * first at once: the first is dead, whatever TCP says of it.
   *
   * @param address the only address from which the board may come; empty for any
   * @param executor where a session's bytes are decoded and its handler is told; one thing after
   *     the other, in the order in which they were handed in
   */
  public SessionSource accept(
      String machine, Secret password, Optional<InetAddress> address, Executor executor) {
    return (codec, handler) -> {
      var board = new ExpectedBoard(gate, machine, password, address, executor, codec, handler);
      gate.expect(board);
      return board;
    };
  }

  /**
   * Closes the port and all sessions and ends the I/O thread, and waits for that. Not to be called
   * on a session's I/O thread.
   */
  @Override
  public void close() {
    acceptor.dispose(true);
  }
}
