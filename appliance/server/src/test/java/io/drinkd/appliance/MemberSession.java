package io.drinkd.appliance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A member's connection on a plain socket. What does not come within 60 seconds fails the test. */
final class MemberSession implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final BufferedReader in;

  private MemberSession(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Connects and reads the greeting. */
  static MemberSession greeted(int port) throws IOException {
    MemberSession session = new MemberSession(port);
    session.line();
    return session;
  }

  static MemberSession loggedIn(int port, String member, String machine) throws IOException {
    MemberSession session = greeted(port);
    session.expectOk("IBUTTON " + card(member));
    session.expectOk("MACHINE " + machine);
    return session;
  }

  /** The same by the member's password. */
  static MemberSession loggedInByPassword(int port, String member, String machine)
      throws IOException {
    MemberSession session = greeted(port);
    session.expectOk("USER " + member);
    session.expectOk("PASS " + password(member));
    session.expectOk("MACHINE " + machine);
    return session;
  }

  /** The password of a member who has one. */
  static String password(String member) {
    return "password-of-" + member;
  }

  /** The id of a member's card. */
  static String card(String member) {
    return "card" + member;
  }

  private void expectOk(String request) throws IOException {
    String reply = ask(request);
    if (!reply.startsWith("OK")) {
      throw new IOException(request + " was answered: " + reply);
    }
  }

  /** Sends lines in one packet; the replies are still to be read. */
  void say(String... lines) throws IOException {
    String all = String.join("\n", lines) + "\n";
    socket.getOutputStream().write(all.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a line and reads one line. */
  String ask(String request) throws IOException {
    say(request);
    return line();
  }

  /** The next line. */
  String line() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("the server closed the connection");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
