package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a monitoring system gets from the metrics listener, on real sockets. */
class MetricsListenerTest {

  private static final List<String> NAMES =
      List.of(
          "drink_drops_total",
          "drink_drop_duration_seconds_bucket",
          "drink_drops_in_doubt",
          "drink_credits_held",
          "drink_ledger_imbalance_credits",
          "drink_board_up",
          "drink_board_last_heard_timestamp_seconds",
          "drink_slot_stock_items",
          "drink_slot_enabled",
          "drink_machine_slots_low",
          "drink_machine_temperature_celsius",
          "drink_machine_cold_below_celsius",
          "drink_sessions",
          "drink_commands_total",
          "drink_login_failures_total",
          "drink_store_commit_duration_seconds_bucket",
          "drink_log_lines_suppressed_total",
          "drink_backup_last_success_timestamp_seconds",
          "drink_certificate_expiry_timestamp_seconds",
          "drink_build_info",
          "jvm_memory_used_bytes");

  @TempDir Path folder;

  private static String value(List<String> series, String name) {
    return series.stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElse("no series " + name);
  }

  private static void ask(MonitoredHouse house, List<String> requests) throws IOException {
    try (MemberSession session = MemberSession.greeted(house.sundayPort())) {
      for (String request : requests) {
        session.ask(request);
      }
    }
  }

  @Test
  void hasAllNamesAndCountsWhatHappens() throws Exception {
    try (MonitoredHouse house = new MonitoredHouse(folder, "")) {
      await()
          .atMost(MonitoredHouse.PATIENCE)
          .until(() -> house.scrape().contains("drink_machine_temperature_celsius{"));
      ask(house, List.of("VERSION", "VERSION", "GUESS", "ANOTHER", "GETBALANCE"));
      ask(house, List.of("USER bob", "PASS wrong"));

      List<String> series = house.series();

      assertThat(NAMES)
          .allMatch(
              name ->
                  series.stream()
                      .anyMatch(line -> line.startsWith(name + "{") || line.startsWith(name + " ")),
              "is among the series");
      String commands = "drink_commands_total{command=\"%s\",listener=\"sunday\",result=\"%s\"}";
      assertThat(value(series, commands.formatted("version", "ok"))).isEqualTo("2.0");
      assertThat(value(series, commands.formatted("other", "refused"))).isEqualTo("2.0");
      assertThat(value(series, commands.formatted("getbalance", "refused"))).isEqualTo("1.0");
      assertThat(value(series, "drink_login_failures_total{method=\"password\"}")).isEqualTo("1.0");
      assertThat(value(series, "drink_slot_stock_items{machine=\"d\",slot=\"7\"}"))
          .isEqualTo("24.0");
      assertThat(value(series, "drink_sessions{listener=\"sunday-tls\"}")).isEqualTo("0.0");
      assertThat(value(series, "drink_ledger_imbalance_credits")).isEqualTo("0.0");
      assertThat(String.join("\n", series)).doesNotContain("bob");
    }
  }

  @Test
  void countsDropsByHowTheyEnd() throws Exception {
    try (MonitoredHouse house = new MonitoredHouse(folder, "")) {
      house.addMember("bob");
      try (MemberSession bob = MemberSession.loggedIn(house.sundayPort(), "bob", "d")) {
        assertThat(bob.ask("DROP 1")).isEqualTo("OK Credits remaining: 950");
        assertThat(bob.ask("DROP 2")).isEqualTo("OK Credits remaining: 900");
        assertThat(bob.ask("DROP 77")).startsWith("ERR 409 ");
        house.cutBoard();
        house.awaitBoard(false);
        assertThat(bob.ask("DROP 1")).startsWith("ERR 416 ");
      }

      List<String> series = house.series();

      String drops = "drink_drops_total{machine=\"d\",outcome=\"%s\",reason=\"%s\"}";
      assertThat(value(series, drops.formatted("dropped", "none"))).isEqualTo("2.0");
      assertThat(value(series, drops.formatted("refused", "slot"))).isEqualTo("1.0");
      assertThat(value(series, drops.formatted("refused", "unavailable"))).isEqualTo("1.0");
      assertThat(value(series, drops.formatted("in_doubt", "unanswered"))).isEqualTo("0.0");
      assertThat(value(series, "drink_drop_duration_seconds_count")).isEqualTo("2");
      assertThat(value(series, "drink_slot_stock_items{machine=\"d\",slot=\"1\"}"))
          .isEqualTo("23.0");
    }
  }

  @Test
  void whatIsOutOfServiceIsNotOnSale() throws Exception {
    try (MonitoredHouse house = new MonitoredHouse(folder, "")) {
      house.setLow(3, 24);
      assertThat(value(house.series(), "drink_machine_slots_low{machine=\"d\"}")).isEqualTo("1.0");
      assertThat(value(house.series(), "drink_machine_cold_below_celsius{machine=\"d\"}"))
          .isEqualTo("8.0");

      house.takeOutOfService();

      List<String> series = house.series();
      assertThat(value(series, "drink_machine_slots_low{machine=\"d\"}")).isEqualTo("0.0");
      assertThat(series)
          .filteredOn(line -> line.startsWith("drink_slot_enabled{"))
          .hasSize(MonitoredHouse.SLOTS)
          .allMatch(line -> line.endsWith(" 0.0"));
      assertThat(value(series, "drink_board_up{machine=\"d\"}")).isEqualTo("1.0");
    }
  }

  @Test
  void seriesAreBoundedWhateverStrangersSend() throws Exception {
    try (MonitoredHouse house = new MonitoredHouse(folder, "")) {
      List<String> requests = new ArrayList<>();
      for (Command command : Commands.indexed().all()) {
        if (!command.verb().equals("QUIT")) {
          requests.add(command.verb());
          requests.add(command.verb() + " 1 2 3 4 5 6 7 8 9 10 11 12");
        }
      }
      for (int i = 0; i < 1_000; i++) {
        requests.add("GUESS" + i);
      }
      try (MemberSession session = MemberSession.greeted(house.sundayPort())) {
        for (String request : requests) {
          session.say(request);
        }
        // HELP and MACHINES answer in several lines; the last request closes the connection.
        session.say("QUIT");
        String line = session.line();
        while (!line.equals("OK Disconnecting.")) {
          line = session.line();
        }
      }

      List<String> series = house.series();

      Predicate<String> ofMachine = line -> line.contains("machine=\"d\"");
      assertThat(series).filteredOn(ofMachine).hasSizeLessThanOrEqualTo(25);
      List<String> others = series.stream().filter(ofMachine.negate()).toList();
      assertThat(others).hasSizeLessThanOrEqualTo(500);
      // With four listeners and every result of every verb there would be 300 of commands.
      assertThat(others)
          .filteredOn(line -> !line.startsWith("drink_commands_total"))
          .hasSizeLessThanOrEqualTo(200);
      assertThat(series).noneMatch(line -> line.contains("GUESS") || line.contains("guess"));
    }
  }

  @Test
  void saysHowTheHouseIs() throws Exception {
    try (MonitoredHouse house = new MonitoredHouse(folder, "")) {
      house.cutBoard();
      house.awaitBoard(false);

      HttpResponse<String> ready =
          awaitAnswer(
              house,
              "/readyz",
              answer -> answer.body().contains("\"machine d\",\"state\":\"wrong\""));
      HttpResponse<String> alive = house.get("/healthz");

      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.headers().firstValue("content-type")).contains("application/json");
      assertThat(ready.body())
          .startsWith(
              "{\"ready\":true,\"well\":false,\"appliance\":\"Floor drink server\","
                  + "\"parts\":[{\"part\":\"books\",\"state\":\"well\",")
          .contains(
              "{\"part\":\"listener sunday\",\"state\":\"well\",\"needed\":true,\"since\":\"20")
          .contains("{\"part\":\"certificate of listener sunday-tls\",\"state\":\"well\"")
          .contains("{\"part\":\"machine d\",\"state\":\"wrong\",\"needed\":false,\"since\":\"20");
      assertThat(alive.statusCode()).isEqualTo(200);
      assertThat(alive.body()).contains("\"part\":\"machine d\",\"state\":\"wrong\"");
    }
  }

  /** A board's state changes a moment after its link has been cut. */
  private static HttpResponse<String> awaitAnswer(
      MonitoredHouse house, String path, Predicate<HttpResponse<String>> expected) {
    return await()
        .atMost(MonitoredHouse.PATIENCE)
        .until(() -> house.get(path), answer -> expected.test(answer));
  }

  @Test
  void isNotReadyWithoutBooksAndStillAlive() throws Exception {
    try (MonitoredHouse house = new MonitoredHouse(folder, "")) {
      house.appliance().services().foundation().store().close();

      HttpResponse<String> ready =
          awaitAnswer(house, "/readyz", answer -> answer.statusCode() == 503);

      assertThat(ready.body()).startsWith("{\"ready\":false,").contains("the store is closed");
      assertThat(house.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(house.scrape()).contains("\ndrink_part_well{part=\"books\"} 0.0\n");
    }
  }

  @Test
  void refusesWhatIsNoneOfItsRequests() throws Exception {
    try (MonitoredHouse house = new MonitoredHouse(folder, "")) {
      HttpResponse<String> unknown = house.get("/%3Cscript%3E");
      HttpRequest post =
          HttpRequest.newBuilder(house.uri("/metrics")).POST(BodyPublishers.ofString("x")).build();

      assertThat(unknown.statusCode()).isIn(400, 404);
      assertThat(unknown.body()).doesNotContain("<");
      assertThat(house.send(post).statusCode()).isEqualTo(405);
      String large = "GET /metrics HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n";
      assertThat(raw(house, large)).startsWith("HTTP/1.1 431 ");
      assertThat(raw(house, "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ").doesNotContain("<");
    }
  }

  @Test
  void answersInTextWhateverFormatIsAskedFor() throws Exception {
    try (MonitoredHouse house = new MonitoredHouse(folder, "")) {
      for (String accept :
          List.of(
              "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                  + "encoding=delimited",
              "application/vnd.google.protobuf;q=0.6,application/openmetrics-text;version=1.0.0",
              "application/openmetrics-text; version=2.0.0",
              "image/png",
              "")) {
        HttpResponse<String> metrics =
            house.send(
                HttpRequest.newBuilder(house.uri("/metrics")).header("Accept", accept).build());

        assertThat(metrics.statusCode()).as(accept).isEqualTo(200);
        assertThat(metrics.headers().firstValue("content-type").orElseThrow())
            .as(accept)
            .contains("text");
        assertThat(metrics.body()).as(accept).contains("drink_build_info");
      }
    }
  }

  /** One byte now and then is no request: whoever sends no more has their places a while only. */
  @Test
  void disconnectsWhoSendsHeadersByteByByte() throws Exception {
    try (MonitoredHouse house =
        new MonitoredHouse(folder, ", idle: 1s, connections: { per-address: 2 }")) {
      try (Socket one = connect(house);
          Socket other = connect(house)) {
        List<Socket> slow = List.of(one, other);
        for (Socket socket : slow) {
          socket
              .getOutputStream()
              .write("GET / HTTP/1.1\r\nHost: x\r\nX: ".getBytes(StandardCharsets.US_ASCII));
        }
        await()
            .pollInterval(Duration.ofMillis(100))
            .atMost(MonitoredHouse.PATIENCE)
            .until(() -> slow.stream().noneMatch(MetricsListenerTest::takesAByte));
      }
      assertThat(house.get("/healthz").statusCode()).isEqualTo(200);
    }
  }

  private static boolean takesAByte(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Socket connect(MonitoredHouse house) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), house.metricsPort());
    socket.setSoTimeout((int) MonitoredHouse.PATIENCE.toMillis());
    return socket;
  }

  private static String raw(MonitoredHouse house, String request) throws IOException {
    try (Socket socket = connect(house)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** Whoever takes all places and asks nothing keeps nobody out: the longest waiter gives way. */
  @Test
  void theLongestWaiterGivesWay() throws Exception {
    try (MonitoredHouse house =
            new MonitoredHouse(folder, ", idle: 1h, connections: { per-address: 2 }");
        Socket first = connectFromElsewhere(house)) {
      // Whoever asks for that has another address, and so no place of theirs.
      awaitSessions(house, "2.0");
      try (Socket second = connectFromElsewhere(house);
          Socket third = connectFromElsewhere(house)) {
        assertThat(isClosed(first)).isTrue();
        for (Socket socket : List.of(second, third)) {
          socket
              .getOutputStream()
              .write(
                  "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
          assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
              .startsWith("HTTP/1.1 200 ");
        }
      }
    }
  }

  private static Socket connectFromElsewhere(MonitoredHouse house) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    InetAddress other = InetAddress.getByName("127.0.0.2");
    Socket socket = new Socket(loopback, house.metricsPort(), other, 0);
    socket.setSoTimeout((int) MonitoredHouse.PATIENCE.toMillis());
    return socket;
  }

  private static void awaitSessions(MonitoredHouse house, String number) {
    await()
        .atMost(MonitoredHouse.PATIENCE)
        .until(() -> value(house.series(), "drink_sessions{listener=\"metrics\"}").equals(number));
  }

  @Test
  void limitsConnectionsAndDisconnectsTheIdle() throws Exception {
    try (MonitoredHouse house =
        new MonitoredHouse(folder, ", idle: 500ms, connections: { per-address: 3 }")) {
      List<Socket> silent = new ArrayList<>();
      try {
        awaitSessions(house, "1.0");
        for (int i = 0; i < 5; i++) {
          silent.add(connect(house));
        }
        for (Socket socket : silent) {
          assertThat(isClosed(socket)).isTrue();
        }
        assertThat(house.get("/healthz").statusCode()).isEqualTo(200);
      } finally {
        for (Socket socket : silent) {
          socket.close();
        }
      }
    }
  }

  @Test
  void disconnectsWhoDoesNotReadTheAnswers() throws Exception {
    try (MonitoredHouse house = new MonitoredHouse(folder, ", idle: 2s");
        Socket greedy = connect(house)) {
      byte[] requests =
          "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"
              .repeat(2_000)
              .getBytes(StandardCharsets.US_ASCII);
      greedy.getOutputStream().write(requests);

      awaitSessions(house, "1.0");
    }
  }

  @Test
  void speaksTlsAsAllListenersDo() throws Exception {
    try (MonitoredHouse house = new MonitoredHouse(folder, ", tls: { certificate: tls/c.pem }")) {
      HttpResponse<String> ready = house.get("/readyz");

      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }
  }

  /** Whether the other side closes it without a word. */
  private static boolean isClosed(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      return in.read() < 0;
    } catch (IOException e) {
      return true;
    }
  }
}
