package io.drinkd.appliance.http;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ListenerSettings.Endpoint;
import io.drinkd.appliance.config.TlsIdentity;
import io.drinkd.appliance.config.TlsSettings;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import io.drinkd.appliance.door.TlsContext;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener that speaks HTTP/1.1: opened, it serves until it is closed. A request's line and
 * headers have at most {@value #HEADER_BYTES_MAX} bytes, and what a client does not read waits no
 * longer than it may be idle.
 */
public final class HttpDoor implements Door {

  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);

  private static final int HEADER_BYTES_MAX = 8_192;

  /** How long requests that are being answered may take when it is closed. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Jetty keeps one of them for its selector. */
  private static final int THREADS_LEAST = 2;

  private final String listener;
  private final Server server;
  private final ServerConnector connector;
  private final HttpConnections connections;

  /**
   * How a door is to be.
   *
   * @param threads how many answer requests at once, at most
   * @param idle how long a client may send nothing, or read nothing of what it is sent
   */
  public record Shape(int threads, Duration idle) {}

  private HttpDoor(ListenerSettings settings, Shape shape, Handler handler) {
    listener = settings.name();
    QueuedThreadPool pool = new QueuedThreadPool(THREADS_LEAST + shape.threads(), THREADS_LEAST);
    pool.setName("http-" + listener);
    pool.setReservedThreads(0);
    server = new Server(pool);
    server.setHandler(handler);
    server.setErrorHandler(new PlainErrors());
    server.setStopTimeout(PATIENCE.toMillis());
    connector = new ServerConnector(server, null, null, null, 0, 1, factories(settings));
    connector.setIdleTimeout(shape.idle().toMillis());
    connections = new HttpConnections(settings);
    connector.addBean(connections);
    Endpoint endpoint = settings.endpoint();
    connector.setHost(endpoint.host());
    connector.setPort(endpoint.port());
    connector.setAcceptQueueSize(endpoint.backlog());
    server.addConnector(connector);
  }

  private static ConnectionFactory[] factories(ListenerSettings settings) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(HEADER_BYTES_MAX);
    configuration.setSendServerVersion(false);
    HttpConnectionFactory http = new HttpConnectionFactory(configuration);
    Optional<TlsIdentity> identity = settings.tls().flatMap(TlsSettings::identity);
    return identity.isEmpty()
        ? new ConnectionFactory[] {http}
        : new ConnectionFactory[] {
          new SslConnectionFactory(
              new TlsEngines(new TlsContext(identity.get())), http.getProtocol()),
          http
        };
  }

  /**
   * Opens a door.
   *
   * @param handler answers its requests
   * @throws CannotListenException if the port cannot be opened; nothing is left open then
   */
  public static HttpDoor open(ListenerSettings settings, Shape shape, Handler handler)
      throws CannotListenException {
    HttpDoor door = new HttpDoor(settings, shape, handler);
    try {
      door.server.start();
      return door;
    } catch (Exception e) {
      door.close();
      throw CannotListenException.of(
          "listener " + settings.name(), settings.endpoint().at(settings.endpoint().port()), e);
    }
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public int connections() {
    return connections.open();
  }

  /** Jetty cannot: it is opened anew, which takes a moment. */
  @Override
  public boolean change(ListenerSettings settings) {
    return false;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      // What to do: nothing; clients whose requests were open lost their connection.
      LOG.warn("listener {}: closed before all requests were answered", listener);
    }
  }
}
