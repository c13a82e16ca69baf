package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.ControlClient;
import io.drinkd.appliance.control.call.ControlPath;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A board that repeats the machine's token in its answers, with the real jar of its driver: nobody
 * sees it, wherever the answers are shown.
 */
class EchoedSecretTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOKEN = "fjord/and-\"elk\"=77";
  private static final String IN_JSON = "fjord\\/and-\\\"elk\\\"=77";
  private static final String IN_BASE64 =
      Base64.getEncoder().encodeToString(TOKEN.getBytes(StandardCharsets.UTF_8));
  private static final String UP = "200 {\"slots\":[{\"number\":0,\"stocked\":true}],\"temp\":4.5}";

  @TempDir Path folder;

  private HttpServer board;
  private CapturedLog log;
  private Appliance appliance;
  private volatile String slots = UP;
  private volatile String drop = "500 {\"error\":\"the motor is jammed, token " + TOKEN + "\"}";

  @BeforeEach
  void start() throws Exception {
    board = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    board.createContext("/slots", exchange -> answer(exchange, slots));
    board.createContext("/drop", exchange -> answer(exchange, drop));
    board.start();
    configure(board.getAddress().getPort());
    try (DataFolder data = DataFolder.take(folder.resolve("data"));
        SystemTimers timers = Timers.system("timers");
        Services books =
            Services.openBooks(TestBooks.begun(data.path()), TestSettings.MEMBERS, timers)) {
      ApplianceWithBoards.add(books, "admin", true, 100);
    }
    Path drivers = Files.createDirectories(folder.resolve("drivers"));
    PluginJar.put(PluginJar.built("bubbler"), drivers, "bubbler.jar");
    log = CapturedLog.of("io.drinkd", Level.TRACE);
    appliance =
        Appliance.start(
            new SettingsReader(Protocols.declared(), Map.of("PASSWORD", TOKEN)).read(folder),
            List.of(drivers));
  }

  private void configure(int port) throws IOException {
    Files.createDirectories(folder.resolve("machines"));
    Files.writeString(
        folder.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners:
          - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0, cards: yes }
          - { name: web, protocol: web, host: 127.0.0.1, port: 0 }
          - { name: metrics, protocol: metrics, port: 0 }
        """);
    Files.writeString(
        folder.resolve("machines/d.yaml"),
        """
        name: Big Drink
        location: here
        driver: bubbler
        connect: 127.0.0.1:%d
        password: { env: PASSWORD }
        slots: [{ slot: 1, item: Coke, price: 10, count: 5 }]
        """
            .formatted(port));
  }

  private static void answer(HttpExchange exchange, String answer) throws IOException {
    byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void stop() {
    appliance.close();
    log.close();
    board.stop(0);
  }

  private String run(String... arguments) throws IOException {
    var out = new ByteArrayOutputStream();
    new ControlClient(ControlPath.in(folder.resolve("data")))
        .run(CommandRequest.here(List.of(arguments), Map.of()), new ProcessTerminal(out, out))
        .orElseThrow();
    return out.toString(StandardCharsets.UTF_8);
  }

  private String get(String listener, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + appliance.port(listener) + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  private void awaitReason(String beginning) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        appliance
                            .services()
                            .foundation()
                            .machines()
                            .find("d")
                            .orElseThrow()
                            .statusReason())
                    .contains(beginning));
  }

  private static void assertHidden(String shown) {
    assertThat(shown)
        .doesNotContainIgnoringCase("fjord")
        .doesNotContain(IN_BASE64, IN_BASE64.substring(0, 12), "elk");
  }

  /** Everything that may have the board's words in it. */
  private void assertHiddenEverywhere() throws Exception {
    for (String command :
        List.of("machine list", "machine show d", "status", "status --json", "drop list")) {
      assertHidden(run(command.split(" ")));
    }
    assertHidden(run("machine", "trace", "d", "--seconds", "1"));
    assertHidden(get("web", "/api/v1/machines"));
    assertHidden(get("web", "/"));
    assertHidden(get("metrics", "/metrics"));
    try (MemberSession admin = MemberSession.loggedInByPassword(port(), "admin", "d")) {
      assertHidden(admin.ask("MACHINES"));
    }
    assertHidden(String.join("\n", log.lines()));
  }

  private int port() {
    return appliance.port("sunday");
  }

  @Test
  void theReasonWhyItIsDownHasNoToken() throws Exception {
    awaitReason("the board answers");
    slots = "401 {\"error\":\"wrong token " + TOKEN + "\"}";
    awaitReason("HTTP 401 {\"error\":\"wrong token ****\"}");

    assertThat(run("machine", "list")).contains("wrong token ****");
    assertThat(run("status"))
        .contains("machine d: compare password: of its file with what its board has;")
        .doesNotContain("once its board can be reached");
    assertHiddenEverywhere();

    slots = "401 {\"error\":\"wrong token " + IN_JSON + " or " + IN_BASE64 + "\"}";
    awaitReason("HTTP 401 {\"error\":\"wrong token **** or ****\"}");
    slots = "401 " + "-".repeat(75) + " token " + TOKEN;
    awaitReason("- token ****...");
    assertHiddenEverywhere();
  }

  @Test
  void anOrdersOutcomeHasNoTokenInTheBooks() throws Exception {
    awaitReason("the board answers");
    try (MemberSession member = MemberSession.loggedInByPassword(port(), "admin", "d")) {
      assertHidden(member.ask("DROP 1"));
    }
    assertThat(run("drop", "show", "1")).contains("the motor is jammed, token ****");
    assertHidden(run("drop", "show", "1"));
    drop = "502 gateway for token " + TOKEN;
    try (MemberSession member = MemberSession.loggedInByPassword(port(), "admin", "d")) {
      assertHidden(member.ask("DROP 1"));
    }
    assertThat(run("drop", "show", "2")).contains("HTTP 502 gateway for token ****");
    assertHidden(run("drop", "show", "2"));
    assertHiddenEverywhere();
  }
}
