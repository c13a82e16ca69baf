package io.drinkd.driver.link;

import io.drinkd.driver.SessionSource;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.transport.socket.nio.NioSocketConnector;

/** Dials boards: one MINA connector, with one I/O thread, for all drivers of the appliance. */
public final class BoardConnector implements AutoCloseable {

  /** What the system does not look up as a name: four numbers, or anything with a colon. */
  private static final Pattern ADDRESS =
      Pattern.compile("(25[0-5]|(2[0-4]|1?\\d)?\\d)(\\.(25[0-5]|(2[0-4]|1?\\d)?\\d)){3}|.*:.*");

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** The threads of MINA's own would have no meaningful names. */
  private final ExecutorService io =
      Executors.newCachedThreadPool(task -> daemon(task, "board-io"));

  private final LinkProcessor processor = new LinkProcessor(io);
  private final NioSocketConnector connector = new NioSocketConnector(io, processor);
  private final ErrorGuard guard = new ErrorGuard();

  /**
   * For names. Grows to one thread a dialer at most, so that a look-up that hangs delays no other
   * board.
   */
  private final ExecutorService resolver =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> daemon(task, "board-dialer"));

  /** An address needs no look-up, so one thread serves all. */
  private final ThreadPoolExecutor starter =
      new ThreadPoolExecutor(
          1,
          1,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> daemon(task, "board-dialer"));

  public BoardConnector() {
    starter.allowCoreThreadTimeOut(true);
    connector.setConnectTimeoutMillis(CONNECT_TIMEOUT.toMillis());
    connector.getSessionConfig().setTcpNoDelay(true);
    // MINA's counters take one lock of the whole service on every read and write.
    connector.getStatistics().getConfig().setStatisticsCalcEnabled(false);
    connector.setFilterChainBuilder(this::buildChain);
    connector.setHandler(new LinkHandler());
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** The guard comes first, because it guards only the filters after it. */
  private void buildChain(IoFilterChain chain) {
    chain.addLast("guard", guard);
    var dialer = (Dialer) LinkOwner.of(chain.getSession());
    dialer.tls().ifPresent(filter -> chain.addLast("tls", filter));
    chain.addLast("hand-over", new HandOverFilter(dialer.subscriber().executor()));
    chain.addLast("codec", new ProtocolCodecFilter(dialer.subscriber().codec()));
  }

  /**
   * Sessions with a board that is dialled. After a failed attempt and after the end of a session it
   * waits before it dials again: 1 s at first, doubling up to 30 s, each wait shortened at random
   * by up to half; a session that is reported as settled starts that over. An attempt without an
   * answer fails after 3 s.
   *
   * @param host name or address; resolved again at each attempt
   * @param port 1 to 65535
   * @param executor the machine's thread, on which sessions are decoded and the handler is called;
   *     runs one task at a time, in the order of submission
   */
  public SessionSource dial(String host, int port, Timers timers, Executor executor) {
    return dial(host, port, timers, executor, new SplittableRandom());
  }

  /**
   * The same for a board whose link is TLS. Its session opens after the handshake; an attempt
   * without one fails after 10 s more.
   */
  public SessionSource dial(String host, int port, BoardTls tls, Timers timers, Executor executor) {
    var address = new DialledAddress(host, port, Optional.of(new TlsEngines(tls, port)));
    return dial(address, timers, executor, new SplittableRandom());
  }

  /**
   * The same, with the given source of the random part of the waits.
   *
   * @param jitter used by one thread at a time if there is one subscription at a time
   */
  public SessionSource dial(
      String host, int port, Timers timers, Executor executor, RandomGenerator jitter) {
    return dial(new DialledAddress(host, port, Optional.empty()), timers, executor, jitter);
  }

  private SessionSource dial(
      DialledAddress address, Timers timers, Executor executor, RandomGenerator jitter) {
    Executor dialing = ADDRESS.matcher(address.host()).matches() ? starter : resolver;
    return new SessionSource() {
      @Override
      public Subscription subscribe(ProtocolCodecFactory codec, SessionHandler handler) {
        return dial(new Subscriber(codec, handler, executor), true);
      }

      @Override
      public Subscription visit(ProtocolCodecFactory codec, SessionHandler handler) {
        return dial(new Subscriber(codec, handler, executor), false);
      }

      private Subscription dial(Subscriber subscriber, boolean again) {
        var dialer = new Dialer(address, connector, dialing, timers, jitter, subscriber, again);
        dialer.dial();
        return dialer;
      }
    };
  }

  /** Completes when the I/O thread has come to it; never, perhaps, once this is closed. */
  public CompletableFuture<Void> progress() {
    return processor.progress();
  }

  /**
   * Closes all sessions and stops all threads, and waits for that. Must not be called on a
   * session's I/O thread.
   */
  @Override
  public void close() {
    connector.dispose(true);
    processor.dispose();
    io.shutdownNow();
    resolver.shutdownNow();
    starter.shutdownNow();
  }
}
