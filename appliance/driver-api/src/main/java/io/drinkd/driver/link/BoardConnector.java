package io.drinkd.driver.link;

import io.drinkd.driver.SessionSource;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.SplittableRandom;
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
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.core.service.SimpleIoProcessorPool;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketConnector;

/** Dials boards: one MINA connector, with one I/O thread, for all drivers of the appliance. */
public final class BoardConnector implements AutoCloseable {

  /** What the system does not take for a name: four numbers, or anything with a colon. */
  private static final Pattern ADDRESS =
      Pattern.compile("(25[0-5]|(2[0-4]|1?\\d)?\\d)(\\.(25[0-5]|(2[0-4]|1?\\d)?\\d)){3}|.*:.*");

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** MINA's own would have threads without a telling name. */
  private final ExecutorService io =
      Executors.newCachedThreadPool(task -> daemon(task, "board-io"));

  private final IoProcessor<NioSession> processor =
      new SimpleIoProcessorPool<>(NioProcessor.class, io, 1, null);
  private final NioSocketConnector connector = new NioSocketConnector(io, processor);
  private final ErrorGuard guard = new ErrorGuard();

  /**
   * For names. Grows to one thread a dialer at most, so that one name that hangs holds up no other
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

  /** An address is not looked up anywhere, so one thread does for all; each dialer waits once. */
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

  /** The guard comes first, because only what is behind it is guarded. */
  private void buildChain(IoFilterChain chain) {
    chain.addLast("guard", guard);
    var dialer = (Dialer) LinkOwner.of(chain.getSession());
    chain.addLast("hand-over", new HandOverFilter(dialer.executor()));
    chain.addLast("codec", new ProtocolCodecFilter(dialer.codec()));
  }

  /**
   * Sessions with a board that is dialled. After a failed try and after the end of a session it
   * waits before it dials again: 1 s at first, doubling up to 30 s, each wait shortened at random
   * by up to half; a session that is said to have settled starts that over. A try that is not
   * answered within 3 s has failed.
   *
   * @param host name or address; resolved anew at each try
   * @param port 1 to 65535
   * @param executor where a session's bytes are decoded and its handler is told; one thing after
   *     the other, in the order in which they were handed in
   */
  public SessionSource dial(String host, int port, Timers timers, Executor executor) {
    return dial(host, port, timers, executor, new SplittableRandom());
  }

  /** The same, with everything told on whatever thread it happens on. */
  public SessionSource dial(String host, int port, Timers timers) {
    return dial(host, port, timers, Runnable::run);
  }

  /**
   * The same, with the given source of the random part of the waits.
   *
   * @param jitter used by one thread at a time if there is one subscription at a time
   */
  public SessionSource dial(
      String host, int port, Timers timers, Executor executor, RandomGenerator jitter) {
    Executor dialing = ADDRESS.matcher(host).matches() ? starter : resolver;
    return (codec, handler) -> {
      var dialer =
          new Dialer(host, port, connector, dialing, timers, executor, jitter, codec, handler);
      dialer.dial();
      return dialer;
    };
  }

  /**
   * Closes all sessions and ends all threads, and waits for that. Not to be called on a session's
   * I/O thread.
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
