package io.drinkd.driver.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The server's end of a link with a board, line by line, for tests of the board. */
final class RawLink implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final BufferedReader reader;

  RawLink(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    reader =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  static RawLink to(InetSocketAddress address) throws IOException {
    return new RawLink(new Socket(address.getAddress(), address.getPort()));
  }

  /** Sends exactly this. */
  void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The next line; {@code "(end)"} when the board has closed. */
  String next() throws IOException {
    String line = reader.readLine();
    return line == null ? "(end)" : line;
  }

  /** Whether something can be read without waiting. */
  boolean hasInput() throws IOException {
    return reader.ready() || socket.getInputStream().available() > 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
