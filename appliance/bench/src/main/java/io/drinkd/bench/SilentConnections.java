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

  private final List<Wire> wires = new ArrayList<>();
  private final Duration openedIn;

  /**
   * Opens them; each counts as open when it was greeted, or, where servers do not greet, when one
   * request was answered.
   */
  SilentConnections(Server server, int count) throws IOException {
    Talk talk = server.talk(0, Request.VERSION);
    Talk first = talk.greeted() ? Talk.silent(true) : talk;
    long beganNanos = System.nanoTime();
    try {
      for (int i = 0; i < count + WINDOW; i++) {
        if (i < count) {
          wires.add(server.dial());
        }
        if (i >= WINDOW && i - WINDOW < count) {
          LoadConnection.begin(wires.get(i - WINDOW), first);
        }
      }
    } catch (IOException e) {
      close();
      throw new IOException(
          "connection %,d of %,d: %s".formatted(wires.size(), count, e.getMessage()), e);
    }
    openedIn = Duration.ofNanos(System.nanoTime() - beganNanos);
  }

  /** From the first dial until all were open. */
  Duration openedIn() {
    return openedIn;
  }

  @Override
  public void close() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
  }
}
