package io.drinkd.appliance.sunday;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A client on a plain socket that sends exactly what it is given and reads whole lines. What does
 * not come within a minute fails the test.
 */
public final class LineClient implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;

  private LineClient(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Connects; the greeting is still to be read. */
  public static LineClient connect(int port) throws IOException {
    return connect(port, 0);
  }

  /**
   * The same with a small buffer for what the server sends.
   *
   * @param receiveBytes its size; 0 for what the system thinks
   */
  public static LineClient connect(int port, int receiveBytes) throws IOException {
    return connect(InetAddress.getLoopbackAddress(), port, receiveBytes);
  }

  /** The same to an address of this host. */
  static LineClient connect(InetAddress address, int port, int receiveBytes) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    if (receiveBytes > 0) {
      socket.setReceiveBufferSize(receiveBytes);
    }
    socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
    return new LineClient(socket);
  }

  /** The same from one of this host's addresses, all of which begin with 127. */
  static LineClient connectFrom(InetAddress from, int port) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    return new LineClient(socket);
  }

  /** Connects with TLS and shakes hands. */
  public static LineClient connectTls(int port, SSLContext context, String version)
      throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setEnabledProtocols(new String[] {version});
    socket.startHandshake();
    return new LineClient(socket);
  }

  /** Asks for another handshake, which TLS 1.2 lets a client do. */
  void handshakeAgain() throws IOException {
    ((SSLSocket) socket).startHandshake();
  }

  /** Connects and reads the greeting. */
  public static LineClient greeted(int port) throws IOException {
    LineClient client = connect(port);
    client.line();
    return client;
  }

  /** The same at any address. */
  public static LineClient greeted(InetSocketAddress address) throws IOException {
    LineClient client = connect(address.getAddress(), address.getPort(), 0);
    client.line();
    return client;
  }

  /** Sends a text as it is, in one packet. */
  public LineClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  public LineClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Sends a line and reads one line. */
  public String ask(String line) throws IOException {
    send(line + "\n");
    return line();
  }

  /** The next line without its line feed. */
  public String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("the server closed after \"" + text(line) + '"');
      }
      line.write(octet);
    }
    return text(line);
  }

  /** What comes next, whatever lines it is. */
  String text(int bytes) throws IOException {
    return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
  }

  public List<String> lines(int count) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      lines.add(line());
    }
    return lines;
  }

  /** All whole lines that have come since the last reading, without waiting for more. */
  List<String> linesSoFar() throws IOException {
    in.mark(1 << 16);
    byte[] come = in.readNBytes(in.available());
    String all = new String(come, StandardCharsets.UTF_8);
    in.reset();
    int end = all.lastIndexOf('\n');
    return end < 0 ? List.of() : List.of(all.substring(0, end).split("\n"));
  }

  /** All that comes until the server closes. */
  public List<String> linesToEnd() throws IOException {
    String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    return all.isEmpty() ? List.of() : List.of(all.split("\n"));
  }

  /** Says that nothing more will be sent, and continues to read. */
  public LineClient halfClose() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Breaks the connection off, so that the server sees a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
