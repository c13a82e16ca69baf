package io.drinkd.appliance.sunday;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import io.drinkd.appliance.net.FailureLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener for clients of the Sunday protocol: opened, it serves until it is closed.
 *
 * <p>What MINA's defaults would do, and is set here: the port could not be opened again for a
 * minute after a restart (address reuse), a thousand clients at once would wait up to 14 seconds
 * (backlog), small replies would wait for each other (TCP_NODELAY; replies leave batched), every
 * message would take a lock of the whole service (statistics), and closing the port would cut off
 * all clients in mid-reply (close on deactivation).
 */
public final class SundayDoor implements Door {

  private static final Logger LOG = LoggerFactory.getLogger(SundayDoor.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Core core;
  private final Commands commands;
  private final ConnectionLimits limits;
  private final FailureLog failures;
  private final CommandRunner runner;
  private final DoorProcessors processors;
  private final NioSocketAcceptor acceptor;
  private volatile ConnectionSettings terms;

  /** What a connection goes by from its beginning to its end. */
  private record ConnectionSettings(
      ListenerSettings settings,
      Dialect dialect,
      AddressRates addressRates,
      Optional<TlsContext> tls) {}

  private SundayDoor(ListenerSettings settings, Core core, Commands commands, int threads) {
    terms = terms(settings, core);
    this.core = core;
    this.commands = commands;
    limits = new ConnectionLimits(settings);
    failures = new FailureLog(core.timers());
    runner = new CommandRunner(failures);
    processors = new DoorProcessors(threads);
    acceptor = new NioSocketAcceptor(processors);
  }

  private static ConnectionSettings terms(ListenerSettings settings, Core core) {
    return new ConnectionSettings(
        settings,
        Dialects.find(settings.dialect())
            .orElseThrow(() -> new IllegalArgumentException("no dialect " + settings.dialect())),
        new AddressRates(settings.requestsPerSecondPerAddress(), core.timers()),
        settings.tls().map(TlsContext::new));
  }

  /**
   * Opens the door.
   *
   * @param core what is behind it
   * @param commands the verbs that it understands
   * @param threads how many I/O threads serve it, at least 1
   * @throws CannotListenException if the port cannot be opened; nothing is left open then
   */
  public static SundayDoor open(
      ListenerSettings settings, Core core, Commands commands, int threads)
      throws CannotListenException {
    SundayDoor door = new SundayDoor(settings, core, commands, threads);
    try {
      door.listen();
      return door;
    } catch (IOException e) {
      door.dispose();
      throw CannotListenException.of(settings, e);
    }
  }

  private void listen() throws IOException {
    ListenerSettings settings = terms.settings();
    acceptor.setReuseAddress(true);
    acceptor.setBacklog(settings.backlog());
    acceptor.setCloseOnDeactivation(false);
    acceptor.getSessionConfig().setTcpNoDelay(true);
    acceptor.getStatistics().getConfig().setStatisticsCalcEnabled(false);
    acceptor.setSessionDataStructureFactory(new SessionStructures());
    acceptor.setFilterChainBuilder(this::filters);
    acceptor.setHandler(new SundayHandler(core));
    acceptor.bind(new InetSocketAddress(settings.host(), settings.port()));
  }

  /**
   * Builds the chain of one connection, from the network inwards. Each connection has filters of
   * its own, so that their fields are the connection's state. Called on its I/O thread.
   */
  private void filters(IoFilterChain chain) {
    ConnectionSettings now = terms;
    ListenerSettings settings = now.settings();
    IoSession session = chain.getSession();
    Conversation conversation =
        Conversation.begin(session, processors.executorOf(session), core.timers(), now.dialect());
    // Outermost, so that nothing thrown anywhere reaches the I/O loop.
    chain.addLast("guard", new ExceptionFilter(conversation, failures));
    // Outside of all that writes: closes when nothing is on its way through them any more.
    Optional<TlsFilter> encryption =
        now.tls().map(context -> new TlsFilter(conversation, context.engine()));
    chain.addLast(
        "farewell", new GracefulCloseFilter(conversation, settings.writeStall(), encryption));
    // Before anything is kept or computed for a connection that is refused.
    chain.addLast(
        "limits", new ConnectionLimitFilter(conversation, limits, encryption.isPresent()));
    encryption.ifPresent(filter -> chain.addLast("tls", filter));
    // Counts the bytes as they are handed to the network.
    chain.addLast(
        "write-bound",
        new WriteBoundFilter(conversation, settings.writeBufferBytes(), settings.writeStall()));
    // Looks at the clock only: here it sees packets go by, further in it would see each line.
    chain.addLast(
        "idle",
        new IdleFilter(conversation, settings.idleBeforeLogin(), settings.idleAfterLogin()));
    // Joins what all the lines of a packet are answered, so outside of the codec.
    chain.addLast("coalescing", new CoalescingFilter());
    // Wants to see what is said, not yet as bytes, and no lines.
    chain.addLast("events", new EventPushFilter(conversation));
    chain.addLast("codec", new LineCodec(conversation));
    // Counts lines as the codec hands them on, and lets it wait.
    chain.addLast(
        "rate",
        new RateFilter(
            conversation,
            new RequestRate(settings.requestsPerSecond(), core.timers()),
            now.addressRates()));
    // Lines as they come and go, before they wait for their turn.
    chain.addLast("traffic-log", new TrafficLogFilter(conversation, commands));
    // Before auth, so that what follows a login waits until it is done.
    chain.addLast(
        "order",
        new RequestOrderFilter(conversation, commands::actsAtOnce, settings.requestsInFlight()));
    // Nothing behind it checks again.
    chain.addLast("auth", new AuthFilter(conversation, core, commands, runner));
    chain.addLast(
        "commands", new CommandFilter(conversation, runner, () -> terms.settings().statGap()));
  }

  @Override
  public int port() {
    return acceptor.getLocalAddress().getPort();
  }

  /** How many may wait to be accepted stays as it was. */
  @Override
  public boolean change(ListenerSettings settings) {
    terms = terms(settings, core);
    limits.change(settings);
    return true;
  }

  /** The connections that are open. */
  Collection<IoSession> sessions() {
    return acceptor.getManagedSessions().values();
  }

  /** Closes with five seconds of patience. */
  @Override
  public void close() {
    close(PATIENCE);
  }

  /**
   * Accepts nothing more, answers what has been taken up, then closes. Blocks until all is closed;
   * not to be called on an I/O thread.
   *
   * @param patience after which a connection is closed whatever it waits for
   */
  public void close(Duration patience) {
    acceptor.unbind();
    long endNanos = System.nanoTime() + patience.toNanos();
    for (IoSession session : sessions()) {
      Conversation.of(session).post(ConnectionSignal.LEAVE);
    }
    for (IoSession session : sessions()) {
      // Again, for those that were accepted just before the port was closed.
      Conversation.of(session).post(ConnectionSignal.LEAVE);
      long leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
      session.getCloseFuture().awaitUninterruptibly(Math.max(1, leftMillis));
    }
    int left = sessions().size();
    if (left > 0) {
      LOG.warn(
          "listener {}: {} connections closed before they were done",
          terms.settings().name(),
          left);
    }
    dispose();
  }

  private void dispose() {
    acceptor.dispose();
    processors.dispose();
  }
}
