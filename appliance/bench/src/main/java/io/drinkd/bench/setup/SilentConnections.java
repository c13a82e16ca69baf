package io.drinkd.bench.setup;

import io.drinkd.bench.load.LoadConnection;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Connections that are open and idle. */
public final class SilentConnections implements Closeable {

  /**
   * So many may wait to be greeted: the server never waits for the client, and what waits to be
   * accepted stays within the backlog, beyond which the system itself lets clients wait.
   */
  public static final int PLAIN_WINDOW = 256;

  /** Fewer over TLS: whoever waits longer than the handshake may take is disconnected. */
  public static final int TLS_WINDOW = 16;

  private final Wire.Dialer dialer;
  private final Greeting greeting;
  private final int window;
  private final List<Wire> wires = new ArrayList<>();

  /** Receives what makes a connection count as open. */
  public interface Greeting {
    void await(Wire wire) throws IOException;
  }

  /**
   * Opens none yet.
   *
   * @param window how many may wait to be greeted
   */
  public SilentConnections(Wire.Dialer dialer, Greeting greeting, int window) {
    this.dialer = dialer;
    this.greeting = greeting;
    this.window = window;
  }

  /** The same to a server that is asked requests. */
  public SilentConnections(Server server, int window) {
    this(server::dial, wire -> LoadConnection.begin(wire, script(server)), window);
  }

  private static Script script(Server server) {
    Script version = server.script(0, Request.VERSION);
    return version.greeted() ? Script.silent(true) : version;
  }

  /**
   * Opens some more; each counts as open when it was greeted, or, where servers do not greet, when
   * one request was answered.
   *
   * @return from the first dial until all of these were open
   */
  public Duration open(int count) throws IOException {
    int before = wires.size();
    long beganNanos = System.nanoTime();
    try {
      for (int i = 0; i < count + window; i++) {
        if (i < count) {
          wires.add(dialer.dial());
        }
        if (i >= window && i - window < count) {
          greeting.await(wires.get(before + i - window));
        }
      }
    } catch (IOException e) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "connection %,d of %,d: %s",
              wires.size(),
              before + count,
              e.getMessage()),
          e);
    }
    return Duration.ofNanos(System.nanoTime() - beganNanos);
  }

  @Override
  public void close() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
  }
}
