package io.drinkd.driver.link;

import io.drinkd.driver.SessionSource;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteToClosedSessionException;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.filter.codec.ProtocolDecoderException;
import org.apache.mina.transport.socket.nio.NioSocketConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dials boards: one MINA connector, with one I/O thread, for all drivers of the appliance. MINA has
 * one handler a connector, so each session carries as an attribute the dialer it belongs to.
 */
public final class BoardConnector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BoardConnector.class);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private static final AttributeKey DIALER = new AttributeKey(BoardConnector.class, "dialer");
  private static final AttributeKey END = new AttributeKey(BoardConnector.class, "end");

  private final NioSocketConnector connector = new NioSocketConnector(1);
  private final ErrorGuard guard = new ErrorGuard();

  /** Grows to one thread a dialer at most, so that one name that hangs holds up no other board. */
  private final ExecutorService resolver =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          BoardConnector::resolverThread);

  public BoardConnector() {
    connector.setConnectTimeoutMillis(CONNECT_TIMEOUT.toMillis());
    connector.getSessionConfig().setTcpNoDelay(true);
    // MINA's counters take one lock of the whole service on every read and write.
    connector.getStatistics().getConfig().setStatisticsCalcEnabled(false);
    connector.setFilterChainBuilder(this::buildChain);
    connector.setHandler(new DialledSessionHandler());
  }

  private static Thread resolverThread(Runnable task) {
    Thread thread = new Thread(task, "board-dialer");
    thread.setDaemon(true);
    return thread;
  }

  /** The guard comes first, because only what is behind it is guarded. */
  private void buildChain(IoFilterChain chain) {
    chain.addLast("guard", guard);
    chain.addLast("codec", new ProtocolCodecFilter(dialer(chain.getSession()).codec()));
  }

  /**
   * Sessions with a board that is dialled. After a failed try and after the end of a session it
   * waits before it dials again: 1 s at first, doubling up to 30 s, each wait shortened at random
   * by up to half; a session that is said to have settled starts that over. A try that is not
   * answered within 3 s has failed.
   *
   * @param host name or address; resolved anew at each try
   * @param port 1 to 65535
   */
  public SessionSource dial(String host, int port, Timers timers) {
    return dial(host, port, timers, new SplittableRandom());
  }

  /**
   * The same, with the given source of the random part of the waits.
   *
   * @param jitter used by one thread at a time if there is one subscription at a time
   */
  public SessionSource dial(String host, int port, Timers timers, RandomGenerator jitter) {
    return (codec, handler) -> {
      var dialer = new Dialer(host, port, connector, resolver, timers, jitter, codec, handler);
      dialer.dial();
      return dialer;
    };
  }

  static void dialledBy(IoSession session, Dialer dialer) {
    session.setAttribute(DIALER, dialer);
  }

  private static Dialer dialer(IoSession session) {
    return (Dialer) session.getAttribute(DIALER);
  }

  /**
   * Closes all sessions and ends all threads, and waits for that. Not to be called on a session's
   * I/O thread.
   */
  @Override
  public void close() {
    connector.dispose(true);
    resolver.shutdownNow();
  }

  /** Passes on what happens to a session, and keeps in mind why it ended. */
  private static final class DialledSessionHandler extends IoHandlerAdapter {

    @Override
    public void sessionOpened(IoSession session) {
      dialer(session).opened(session);
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
      dialer(session).received(session, message);
    }

    @Override
    public void inputClosed(IoSession session) {
      session.setAttributeIfAbsent(END, "closed by the board");
      session.closeNow();
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
      if (cause instanceof WriteToClosedSessionException) {
        LOG.debug("{}: written to after its end", session.getRemoteAddress());
        return;
      }
      String reason = oneLine(cause);
      if (session.setAttributeIfAbsent(END, reason) == null) {
        LOG.info("{}: closed: {}", session.getRemoteAddress(), reason);
      }
      session.closeNow();
    }

    /** The message of a decoder's exception holds all the bytes, passwords too: never shown. */
    private static String oneLine(Throwable cause) {
      if (cause instanceof ProtocolDecoderException) {
        Throwable inner = cause.getCause();
        return "what the board sent could not be decoded"
            + (inner == null ? "" : ": " + inner.getClass().getName());
      }
      return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }

    @Override
    public void sessionClosed(IoSession session) {
      dialer(session).closed(session, (String) session.getAttribute(END, "closed by this side"));
    }
  }
}
