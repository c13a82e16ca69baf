package io.drinkd.bench;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connections that are open and say nothing more. */
final class SilentConnections implements Closeable {

  /**
   * So many may wait to be greeted: the server never waits for the client, and what waits to be
   * accepted stays within the backlog, beyond which the system itself lets clients wait.
   */
  private static final int WINDOW = 256;

  private final Server server;
  private final Talk talk;
  private final List<Wire> wires = new ArrayList<>();

  /** Opens none yet. */
  SilentConnections(Server server) {
    this.server = server;
    Talk version = server.talk(0, Request.VERSION);
    talk = version.greeted() ? Talk.silent(true) : version;
  }

  /**
   * Opens some more; each counts as open when it was greeted, or, where servers do not greet, when
   * one request was answered.
   *
   * @return from the first dial until all of these were open
   */
  Duration open(int count) throws IOException {
    int before = wires.size();
    long beganNanos = System.nanoTime();
    try {
      for (int i = 0; i < count + WINDOW; i++) {
        if (i < count) {
          wires.add(server.dial());
        }
        if (i >= WINDOW && i - WINDOW < count) {
          LoadConnection.begin(wires.get(before + i - WINDOW), talk);
        }
      }
    } catch (IOException e) {
      throw new IOException(
          "connection %,d of %,d: %s".formatted(wires.size(), before + count, e.getMessage()), e);
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
