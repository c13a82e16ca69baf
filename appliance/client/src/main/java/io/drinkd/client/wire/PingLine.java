package io.drinkd.client.wire;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.failure.LinkLostException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection on which every answer is known before: an echo, or the version of the server. */
public final class PingLine implements AutoCloseable {

  /** A server that greets does it at once. */
  private static final int GREETING_MILLIS = 1000;

  private static final int ANSWER_MILLIS = 10_000;

  private final Socket socket;
  private final LineReader in;
  private String answer = "";

  /** Where to, and which servers are believed. */
  public record Way(Address address, Trust trust) {}

  /** Connects. */
  PingLine(Way way) throws IOException {
    socket = Sockets.connect(way.address(), way.trust());
    in = new LineReader(socket.getInputStream());
    socket.setSoTimeout(ANSWER_MILLIS);
  }

  /** Whether the server greets nobody, and so sends back what it gets. */
  boolean isEcho() throws IOException {
    socket.setSoTimeout(GREETING_MILLIS);
    try {
      line();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(ANSWER_MILLIS);
    }
  }

  /** Reads the greeting. */
  void greeted() throws IOException {
    Dialect.of(line());
  }

  /**
   * Sends a message and checks the answer.
   *
   * @param message to an echo; empty to ask for the version
   * @throws FailedException if it is another answer
   */
  void ask(String message) throws IOException {
    String sent = message.isEmpty() ? "VERSION" : message;
    socket.getOutputStream().write((sent + "\n").getBytes(StandardCharsets.UTF_8));
    String found = line();
    // The version that came first must come each time.
    String expected = message.isEmpty() ? (answer.isEmpty() ? found : answer) : message;
    if (!found.equals(expected)) {
      throw new FailedException(
          ExitCode.FAILED, "found the answer \"" + found + "\", expected \"" + expected + "\"");
    }
    answer = found;
  }

  private String line() throws IOException {
    return in.next().orElseThrow(() -> new LinkLostException("the server closed a connection"));
  }

  @Override
  public void close() {
    Sockets.close(socket);
  }
}
