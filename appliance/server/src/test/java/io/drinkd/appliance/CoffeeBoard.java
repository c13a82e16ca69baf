package io.drinkd.appliance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A board that speaks the example protocol of {@code scripts/new-board}, and is dialled. */
final class CoffeeBoard implements AutoCloseable {

  private final String password;
  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final List<Integer> dropped = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::serve, "coffee board");

  CoffeeBoard(String password) throws IOException {
    this.password = password;
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** The slots of all drops that it made. */
  List<Integer> dropped() {
    return List.copyOf(dropped);
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
    say(link, "HELLO " + password);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("DROP ")) {
        dropped.add(Integer.valueOf(line.substring("DROP ".length())));
        say(link, "DONE");
      } else {
        say(link, "SLOTS 1=3");
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
