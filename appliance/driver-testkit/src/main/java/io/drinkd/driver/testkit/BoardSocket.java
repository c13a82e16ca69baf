package io.drinkd.driver.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One TCP link of a simulated board: lines or bytes in and out. Any thread may send and close. */
final class BoardSocket implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  BoardSocket(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** The other end. */
  InetSocketAddress from() {
    return (InetSocketAddress) socket.getRemoteSocketAddress();
  }

  /** The next line without its end, or empty when the other side has closed. */
  Optional<String> readLine() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return Optional.empty();
      }
      line.write(next);
    }
    return Optional.of(line.toString(StandardCharsets.ISO_8859_1));
  }

  /** Sends lines, all in one write. */
  synchronized void send(String... lines) throws IOException {
    out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** So many bytes, or less when the other side has closed. */
  byte[] read(int count) throws IOException {
    return in.readNBytes(count);
  }

  /** Sends bytes in one write. */
  synchronized void send(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Closing a socket of a simulated board failed", e);
    }
  }
}
