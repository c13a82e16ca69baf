package io.drinkd.appliance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** A board for the driver that brings a library: it speaks in lines of JSON, and is dialled. */
final class JsonBoard implements AutoCloseable {

  private final String password;
  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final AtomicLong fallen = new AtomicLong();

  JsonBoard(String password) throws IOException {
    this.password = password;
    Thread thread = new Thread(this::serve, "json board");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many cans have fallen. */
  long cansFallen() {
    return fallen.get();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket link = server.accept()) {
        answer(link);
      } catch (IOException e) {
        // The link was lost, or the board was closed: the loop ends only then.
      }
    }
  }

  private void answer(Socket link) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(link.getInputStream(), StandardCharsets.US_ASCII));
    say(link, "{\"hello\":\"" + password + "\"}");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("{\"drop\":")) {
        fallen.incrementAndGet();
        say(link, "{\"drop\":\"made\"}");
      } else {
        say(link, "{\"slots\":[9999]}");
      }
    }
  }

  private static void say(Socket link, String line) throws IOException {
    link.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
