package io.drinkd.appliance.telnet;

import io.drinkd.appliance.sunday.House;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A client on a plain socket: keeps what the server sends as text, and what it negotiates apart
 * from it. What does not come within 20 seconds fails the test.
 */
final class TelnetClient implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final List<String> negotiated = new ArrayList<>();
  private final TelnetDecoder decoder;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private int seen;

  private TelnetClient(Socket socket) throws IOException {
    this.socket = socket;
    in = socket.getInputStream();
    decoder =
        new TelnetDecoder(
            new TelnetDecoder.Listener() {
              @Override
              public void data(int octet) {
                text.write(octet);
              }

              @Override
              public void command(int command) {
                negotiated.add("command " + command);
              }

              @Override
              public void option(int verb, int option) {
                negotiated.add(verb + " " + option);
              }

              @Override
              public void subnegotiation(int option, byte[] bytes) {
                negotiated.add("subnegotiation " + option);
              }
            });
  }

  static TelnetClient connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) House.PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
    return new TelnetClient(socket);
  }

  /** The same, and agrees to all that a terminal agrees to. */
  static TelnetClient negotiated(int port) throws IOException {
    TelnetClient client = connect(port);
    client.send(new int[] {255, 253, 1, 255, 253, 3, 255, 253, 0});
    client.send(new int[] {255, 251, 3, 255, 251, 31, 255, 251, 0});
    return client;
  }

  TelnetClient send(int[] octets) throws IOException {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return send(bytes);
  }

  TelnetClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  TelnetClient send(String keys) throws IOException {
    return send(keys.getBytes(StandardCharsets.UTF_8));
  }

  /** The window has that size from now on. */
  TelnetClient resize(int columns, int rows) throws IOException {
    return send(new int[] {255, 250, 31, 0, columns, 0, rows, 255, 240});
  }

  /** Logs in, and waits for the menu. */
  TelnetClient login(String name) throws IOException {
    await("Name: ");
    send(name + "\r");
    await("Password");
    send(name + "'s password\r");
    await("Choice [list]: ");
    return this;
  }

  /** What has come since the last call, up to and with that text; waits for it. */
  String await(String end) throws IOException {
    while (true) {
      String all = text.toString(StandardCharsets.UTF_8);
      int at = all.indexOf(end, seen);
      if (at >= 0) {
        String found = all.substring(seen, at + end.length());
        seen = at + end.length();
        return found;
      }
      int octet;
      try {
        octet = in.read();
      } catch (SocketTimeoutException e) {
        throw new IOException("waited for \"" + end + "\", got: " + all.substring(seen), e);
      }
      if (octet < 0) {
        throw new IOException("closed before \"" + end + "\", after: " + all.substring(seen));
      }
      decoder.accept(octet);
    }
  }

  /** What comes until the server closes, from where the last call has ended. */
  String toEnd() throws IOException {
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      decoder.accept(octet);
    }
    String all = text.toString(StandardCharsets.UTF_8);
    String found = all.substring(seen);
    seen = all.length();
    return found;
  }

  /** What the server has negotiated so far: verb and option, or another command. */
  List<String> negotiated() {
    return List.copyOf(negotiated);
  }

  TelnetClient halfClose() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
