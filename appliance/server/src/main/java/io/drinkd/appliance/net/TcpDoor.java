package io.drinkd.appliance.net;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import io.drinkd.appliance.door.TlsContext;
import io.drinkd.appliance.failure.FailureLog;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.mina.core.filterchain.IoFilter;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener on MINA's socket acceptor: opened, it serves until it is closed.
 *
 * <p>What MINA's defaults would do, and is set here: the port could not be opened again for a
 * minute after a restart (address reuse), a thousand clients at once would wait up to 14 seconds
 * (backlog), small replies would wait for each other (TCP_NODELAY; replies leave batched), every
 * message would take a lock of the whole service (statistics), and closing the port would cut off
 * all clients in mid-reply (close on deactivation).
 */
public final class TcpDoor implements Door {

  private static final Logger LOG = LoggerFactory.getLogger(TcpDoor.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Timers timers;
  private final Function<ListenerSettings, ProtocolHandler> protocol;
  private final ConnectionLimits limits;
  private final FailureLog failures;
  private final AddressRates tlsCosts;
  private final SocketProcessors processors;
  private final DoorAcceptor acceptor;
  private volatile ConnectionSettings current;

  /**
   * What holds for a connection from its beginning to its end. Read from the settings once, before
   * any connection: a setting that the protocol does not declare is missed when the door is opened.
   */
  private record ConnectionSettings(
      String listener,
      ProtocolHandler protocol,
      Optional<TlsContext> tls,
      int requestsPerSecond,
      AddressRates addressRates,
      int writeBufferBytes,
      Duration writeStall,
      Optional<Duration> unterminated) {}

  private TcpDoor(
      ListenerSettings settings,
      Transport transport,
      Function<ListenerSettings, ProtocolHandler> protocol) {
    this.timers = transport.timers();
    this.protocol = protocol;
    current = read(settings, Optional.empty());
    limits = new ConnectionLimits(settings);
    tlsCosts = new AddressRates(1, timers);
    failures = new FailureLog(timers::nanoTime);
    processors = new SocketProcessors(transport.threads());
    acceptor = new DoorAcceptor(settings.name(), processors, this::refusalWithoutRoom);
  }

  private byte[] refusalWithoutRoom() {
    return refusal(current, ConnectionRefusal.TOO_MANY_CONNECTIONS);
  }

  /** With TLS nobody could read an error before a handshake, which costs too much here. */
  private static byte[] refusal(ConnectionSettings now, ConnectionRefusal why) {
    return now.tls().isPresent() ? new byte[0] : now.protocol().refusal(why);
  }

  private ConnectionSettings read(ListenerSettings settings, Optional<AddressRates> before) {
    int perAddress = SharedSettings.requestsPerSecondPerAddress(settings);
    return new ConnectionSettings(
        settings.name(),
        protocol.apply(settings),
        settings.tls().map(tls -> new TlsContext(tls.identity().orElseThrow())),
        SharedSettings.requestsPerSecond(settings),
        // Kept where it is the same, so that a reload gives nobody a further second's worth.
        before
            .filter(rates -> rates.perSecond() == perAddress)
            .orElseGet(() -> new AddressRates(perAddress, timers)),
        SharedSettings.writeBufferBytes(settings),
        SharedSettings.writeStall(settings),
        SharedSettings.unterminated(settings));
  }

  /** See {@link Transport#open}. */
  static TcpDoor open(
      ListenerSettings settings,
      Transport transport,
      Function<ListenerSettings, ProtocolHandler> protocol)
      throws CannotListenException {
    TcpDoor door = new TcpDoor(settings, transport, protocol);
    try {
      door.listen(settings.endpoint());
      return door;
    } catch (IOException e) {
      door.dispose();
      throw CannotListenException.of(
          "listener " + settings.name(), settings.endpoint().at(settings.endpoint().port()), e);
    }
  }

  private void listen(ListenerSettings.Endpoint endpoint) throws IOException {
    acceptor.setReuseAddress(true);
    acceptor.setBacklog(endpoint.backlog());
    acceptor.setCloseOnDeactivation(false);
    acceptor.getSessionConfig().setTcpNoDelay(true);
    acceptor.getStatistics().getConfig().setStatisticsCalcEnabled(false);
    acceptor.setFilterChainBuilder(this::buildChain);
    // Nothing comes as far as there: the protocol's filters take what the client sends.
    acceptor.setHandler(new IoHandlerAdapter());
    acceptor.bind(new InetSocketAddress(endpoint.host(), endpoint.port()));
  }

  /** Builds the chain of one connection. Called on its I/O thread. */
  private void buildChain(IoFilterChain chain) {
    ConnectionSettings now = current;
    IoSession session = chain.getSession();
    Connection connection = new Connection(session, processors.threadOf(session), timers);
    // Outermost, so that nothing thrown anywhere reaches the I/O loop.
    chain.addLast("exceptions", new ExceptionFilter(connection, failures));
    // Before anything is kept or computed for a connection that is refused.
    Optional<ConnectionRefusal> refusal = limits.enter(connection);
    if (refusal.isPresent()) {
      chain.addLast("refusal", new RefusalFilter(refusal(now, refusal.get())));
      return;
    }
    try {
      accept(connection, now, chain);
    } catch (RuntimeException | Error e) {
      limits.leave(connection);
      throw e;
    }
    session.getCloseFuture().addListener(closed -> limits.leave(connection));
  }

  /**
   * Adds the filters of a connection that is accepted, from the network inwards. Each connection
   * has filters of its own, so that their fields are the connection's state.
   */
  private void accept(Connection connection, ConnectionSettings now, IoFilterChain chain) {
    // Outside of all that writes: closes when nothing is on its way through them any more.
    Optional<TlsFilter> tls = now.tls().map(context -> tls(context, connection));
    chain.addLast("graceful-close", new GracefulCloseFilter(connection, now.writeStall(), tls));
    // Counts the bytes as they are handed to the network, those that TLS itself writes as well.
    chain.addLast(
        "write-bound", new WriteBoundFilter(connection, now.writeBufferBytes(), now.writeStall()));
    tls.ifPresent(filter -> chain.addLast("tls", filter));
    // Looks at the clock only: here it sees packets go by, further in it would see each line.
    chain.addLast("idle", new IdleFilter(connection));
    // Joins the replies to all the lines of a packet, so outside of the codec.
    chain.addLast("coalescing", new CoalescingFilter());
    chain.addLast("codec", codec(connection, now));
    // Innermost, in the protocol's own order.
    connection.handleBy(now.protocol().begin(connection, chain));
  }

  private TlsFilter tls(TlsContext context, Connection connection) {
    return new TlsFilter(connection, context.engine(), new TlsCost(tlsCosts, connection, timers));
  }

  private IoFilter codec(Connection connection, ConnectionSettings now) {
    RequestRate rate = new RequestRate(now.requestsPerSecond(), timers);
    RequestLimiter limiter = new RequestLimiter(connection, rate, now.addressRates());
    Optional<LineParser> parser = now.protocol().lines();
    return parser.isPresent()
        ? new LineCodec(connection, parser.get(), limiter, now.unterminated())
        : new ByteCodec(connection, limiter);
  }

  @Override
  public int port() {
    return acceptor.getLocalAddress().getPort();
  }

  @Override
  public int connections() {
    return acceptor.getManagedSessionCount();
  }

  /** How many may wait to be accepted stays as it was. */
  @Override
  public boolean change(ListenerSettings settings) {
    current = read(settings, Optional.of(current.addressRates()));
    limits.change(settings);
    return true;
  }

  @Override
  public CompletableFuture<Void> progress() {
    return processors.progress();
  }

  /** The connections that are open. */
  public Collection<IoSession> sessions() {
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
    long beginNanos = System.nanoTime();
    long endNanos = beginNanos + patience.toNanos();
    sessions().forEach(this::stop);
    for (IoSession session : sessions()) {
      // Again, for those that were accepted just before the port was closed.
      stop(session);
      long leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
      session.getCloseFuture().awaitUninterruptibly(Math.max(1, leftMillis));
    }
    int left = sessions().size();
    if (left > 0) {
      // What to do: nothing; clients that were slow, or whose requests were open, lost their
      // connection.
      LOG.warn(
          "listener {}: closed {} connections whose clients did not finish within {} ms",
          current.listener(),
          left,
          (System.nanoTime() - beginNanos) / 1_000_000);
    }
    dispose();
  }

  private void stop(IoSession session) {
    processors
        .threadOf(session)
        .execute(() -> session.getFilterChain().fireEvent(ConnectionSignal.STOP));
  }

  private void dispose() {
    acceptor.dispose();
    processors.dispose();
  }
}
