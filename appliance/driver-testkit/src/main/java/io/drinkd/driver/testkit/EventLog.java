package io.drinkd.driver.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The events of a board, in a file: {@code epoch-millis address event}, a line each, with the
 * address of whoever is linked then, or was last; {@code -} before the first. Safe for threads.
 */
final class EventLog {

  private final Path path;
  private String from = "-";

  EventLog(Path path) {
    this.path = path;
  }

  synchronized void linked(InetSocketAddress other) {
    from = other.getAddress().getHostAddress();
  }

  synchronized void add(String event) {
    try {
      Files.writeString(
          path,
          System.currentTimeMillis() + " " + from + " " + event + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("a simulated board cannot write " + path, e);
    }
  }
}
