package io.drinkd.appliance.http;

import io.drinkd.appliance.config.AddressRange;
import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ListenerSettings.Endpoint;
import io.drinkd.appliance.config.TlsIdentity;
import io.drinkd.appliance.config.TlsSettings;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener that speaks HTTP/1.1: opened, it serves until it is closed. A request's line and
 * headers have at most {@value #HEADER_BYTES_MAX} bytes, and slow clients are disconnected, see
 * {@link ClientDeadlines}.
 *
 * <p>Its port is open at once. Jetty itself is started behind that, on a thread of its own, and so
 * is what answers made, because loading both takes longer than all else that an appliance does at
 * its start: when the first client comes, who waits for it to be accepted, or after {@link
 * #HEAD_START}.
 */
public final class HttpDoor implements Door {

  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);

  /** See the class. */
  public static final int HEADER_BYTES_MAX = 8_192;

  /** So long nothing but clients may take the processors from whatever else is being started. */
  private static final Duration HEAD_START = Duration.ofMillis(500);

  /** How long requests that are being answered may take when it is closed. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Jetty's own bound, which must not end what may take long, such as a delayed drop. */
  private static final Duration LONGEST_ANSWER = Duration.ofDays(2);

  /** Jetty keeps one of them for its selector. */
  private static final int THREADS_LEAST = 2;

  private final ListenerSettings settings;
  private final HttpConnections connections;
  private final ClientDeadlines deadlines;
  private final Optional<TlsEngines> tls;
  private final ServerSocketChannel channel;
  private final Selector firstClient;
  private final CompletableFuture<Server> started = new CompletableFuture<>();

  /**
   * How a door is to be.
   *
   * @param threads how many answer requests at once, at most
   * @param idle how long a client may take for a request, or for reading a piece of an answer
   * @param proxies addresses whose connections are those of many clients: one of them alone may
   *     have as many as there may be in all
   */
  public record Shape(int threads, Duration idle, List<AddressRange> proxies) {}

  /**
   * What a door does with requests.
   *
   * @param handler answers them
   * @param errors answers what is no request, or one that is too large
   * @param paths which paths get as far as the handler; it has to refuse the others itself
   */
  public record Answers(Handler handler, Request.Handler errors, UriCompliance paths) {

    /**
     * With a line of plain text for what is no request, and for paths that can be read in two ways.
     */
    public static Answers of(Handler handler) {
      return new Answers(handler, new PlainErrors(), UriCompliance.DEFAULT);
    }

    /**
     * With own answers for them.
     *
     * @param handler refuses paths that can be read in two ways
     */
    public static Answers of(Handler handler, Request.Handler errors) {
      UriCompliance all =
          new UriCompliance("judged by the handler", EnumSet.allOf(UriCompliance.Violation.class));
      return new Answers(handler, errors, all);
    }
  }

  private HttpDoor(
      ListenerSettings settings,
      Shape shape,
      Supplier<Answers> answers,
      ServerSocketChannel channel)
      throws IOException {
    this.settings = settings;
    this.channel = channel;
    firstClient = Selector.open();
    deadlines = new ClientDeadlines(shape.idle());
    connections = new HttpConnections(settings, shape.proxies(), deadlines);
    tls = settings.tls().flatMap(TlsSettings::identity).map(TlsEngines::new);
    Thread starter =
        new Thread(() -> start(shape.threads(), answers), "http-start-" + settings.name());
    starter.setDaemon(true);
    starter.start();
  }

  /**
   * Opens a door.
   *
   * @param answers makes what it answers with, which may take as long as it does to load it; called
   *     once, when Jetty is started
   * @throws CannotListenException if the port cannot be opened; nothing is left open then
   */
  public static HttpDoor open(ListenerSettings settings, Shape shape, Supplier<Answers> answers)
      throws CannotListenException {
    Endpoint endpoint = settings.endpoint();
    try {
      ServerSocketChannel channel = bind(endpoint);
      try {
        return new HttpDoor(settings, shape, answers, channel);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | UnresolvedAddressException e) {
      throw CannotListenException.of(
          "listener " + settings.name(), endpoint.at(endpoint.port()), e);
    }
  }

  private static ServerSocketChannel bind(Endpoint endpoint) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(new InetSocketAddress(endpoint.host(), endpoint.port()), endpoint.backlog());
      return channel;
    } catch (IOException | UnresolvedAddressException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns when somebody has connected, after a while, or when the start is not to be awaited. */
  private void awaitFirstClient() throws IOException {
    try (firstClient) {
      channel.configureBlocking(false);
      channel.register(firstClient, SelectionKey.OP_ACCEPT);
      firstClient.select(HEAD_START.toMillis());
    }
    channel.configureBlocking(true);
  }

  /** Waits until it has started, and does not let it wait for clients; null if it could not. */
  private Server server() {
    firstClient.wakeup();
    return started.handle((server, failure) -> server).join();
  }

  private void start(int threads, Supplier<Answers> made) {
    try {
      awaitFirstClient();
      Answers answers = made.get();
      deadlines.setHandler(new KnownMethods(answers.handler()));
      QueuedThreadPool pool = new QueuedThreadPool(THREADS_LEAST + threads, THREADS_LEAST);
      pool.setName("http-" + settings.name());
      pool.setReservedThreads(0);
      Server server = new Server(pool);
      server.setHandler(deadlines);
      server.setErrorHandler(deadlines.errors(KnownMethods.errors(answers.errors())));
      server.setStopTimeout(PATIENCE.toMillis());
      ServerConnector connector =
          new ServerConnector(server, null, null, null, 0, 1, factories(answers.paths()));
      connector.setIdleTimeout(LONGEST_ANSWER.toMillis());
      connector.addBean(connections);
      connector.addBean(deadlines, false);
      connector.open(channel);
      server.addConnector(connector);
      server.start();
      ReadingThread.show(connector);
      deadlines.watch(connector.getScheduler());
      started.complete(server);
    } catch (Exception e) {
      // What to do: report the stack trace as a fault of drinkd; the other listeners work.
      LOG.error("listener {}: failed to start", settings.name(), e);
      started.completeExceptionally(e);
    }
  }

  private ConnectionFactory[] factories(UriCompliance paths) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(HEADER_BYTES_MAX);
    configuration.setSendServerVersion(false);
    // What some servers take for a request and others do not is how requests are smuggled.
    configuration.setHttpCompliance(HttpCompliance.STRICT);
    configuration.setUriCompliance(paths);
    // The client judges the certificate; by which names a door is reached is the door's to judge.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    HttpConnectionFactory http = new ClientConnection.Factory(configuration);
    return tls.map(engines -> new ConnectionFactory[] {ssl(engines, http), http})
        .orElseGet(() -> new ConnectionFactory[] {http});
  }

  private static SslConnectionFactory ssl(TlsEngines engines, HttpConnectionFactory http) {
    return new SslConnectionFactory(engines, http.getProtocol());
  }

  @Override
  public int port() {
    return channel.socket().getLocalPort();
  }

  @Override
  public int connections() {
    return connections.open();
  }

  /**
   * Other bounds, addresses and certificates hold from the next connection on. For the rest it has
   * to be opened anew.
   */
  @Override
  public boolean change(ListenerSettings other) {
    Optional<TlsIdentity> identity = other.tls().flatMap(TlsSettings::identity);
    if (!settings.endpoint().equals(other.endpoint())
        || !settings.own().equals(other.own())
        || tls.isPresent() != identity.isPresent()
        || server() == null) {
      return false;
    }
    identity.ifPresent(renewed -> tls.orElseThrow().change(renewed));
    connections.change(other);
    return true;
  }

  @Override
  public void close() {
    try {
      Server server = server();
      deadlines.closeIdle();
      if (server != null) {
        server.stop();
      }
      channel.close();
    } catch (Exception e) {
      // What to do: nothing; clients whose requests were open lost their connection.
      LOG.warn("listener {}: closed before all requests were answered", settings.name());
    }
  }
}
