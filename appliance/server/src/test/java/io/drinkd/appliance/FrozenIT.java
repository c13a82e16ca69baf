package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningAppliance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that stands still for longer than clients may be idle, as on a machine that swaps or
 * sleeps: whoever asked meanwhile is answered, since no client could know that nobody listened.
 */
class FrozenIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final int CLIENTS = 8;
  private static final Pattern WEB = Pattern.compile("\\bweb on 127\\.0\\.0\\.1:(\\d+)");

  @TempDir Path temporary;
  private RunningAppliance appliance;

  @BeforeEach
  void start() throws IOException {
    HouseFolder house = new HouseFolder(temporary);
    Path file = house.conf().resolve("appliance.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceAll(
                "listeners: .*",
                """
                listeners:
                  - {name: sunday, protocol: sunday, host: 127.0.0.1, port: 0, idle: {before-login: 5s}}
                  - {name: web, protocol: web, host: 127.0.0.1, port: 0, idle: 5s}
                """));
    appliance = RunningAppliance.start(house);
  }

  @AfterEach
  void stop() {
    appliance.close();
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static void say(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads until this has come, or the connection ends. */
  private static String readUntil(Socket socket, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return read + "(closed)";
      }
      read.append((char) next);
    }
    return read.toString();
  }

  /** Stops the process, has all clients ask, and lets it continue when they were idle too long. */
  private void askWhileStopped(List<Socket> clients, String request) throws Exception {
    appliance.signal("STOP");
    await().atMost(PATIENCE).until(appliance::isStopped);
    long stopped = System.nanoTime();
    for (Socket client : clients) {
      say(client, request);
    }
    await().atMost(PATIENCE).until(() -> System.nanoTime() - stopped > 2 * IDLE.toNanos());
    appliance.signal("CONT");
  }

  @Test
  void theWebDoorAnswersWhatWasAskedMeanwhile() throws Exception {
    Matcher web = WEB.matcher("");
    appliance.port();
    await().atMost(PATIENCE).until(() -> web.reset(appliance.log()).find());
    int port = Integer.parseInt(web.group(1));
    String request = "GET /healthz HTTP/1.1\r\nHost: web\r\n\r\n";
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(connect(port));
        say(clients.get(i), request);
        assertThat(readUntil(clients.get(i), "\r\n\r\n")).startsWith("HTTP/1.1 ");
      }
      askWhileStopped(clients, request);

      for (Socket client : clients) {
        assertThat(readUntil(client, "\r\n\r\n")).doesNotContain("(closed)").contains("HTTP/1.1 ");
      }
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void theSundayDoorAnswersWhatWasAskedMeanwhile() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(connect(appliance.port()));
        readUntil(clients.get(i), "\n");
      }
      askWhileStopped(clients, "VERSION\n");

      for (Socket client : clients) {
        assertThat(readUntil(client, "\n")).startsWith("OK ");
      }
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }
}
