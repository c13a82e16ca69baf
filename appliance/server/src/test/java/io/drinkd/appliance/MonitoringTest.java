package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shipped alert rules and dashboard, with the real Prometheus and its promtool. */
class MonitoringTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path HOME =
      Path.of(System.getProperty("drinkd.home")).toAbsolutePath().normalize();
  private static final Path SHIPPED = HOME.resolve("appliance/debian/monitoring");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Installed, or unpacked by {@code scripts/test}. */
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin"), HOME.resolve("target/prometheus/usr/bin"));

  @TempDir Path folder;
  private Path programs;

  @BeforeEach
  void findPrometheus() {
    Optional<Path> place =
        PLACES.stream().filter(one -> Files.isExecutable(one.resolve("promtool"))).findFirst();
    assumeTrue(place.isPresent(), "skipped: no Prometheus; apt-get install prometheus");
    programs = place.get();
  }

  private String promtool(Path input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(programs.resolve("promtool").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (Files.isDirectory(input)) {
      builder.directory(input.toFile());
    } else {
      builder.redirectInput(input.toFile());
    }
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void metricsAreAsPrometheusWantsThem() throws Exception {
    try (MonitoredHouse house = new MonitoredHouse(folder.resolve("house"), "")) {
      String ours =
          house
              .scrape()
              .lines()
              .filter(line -> line.matches("(# \\w+ )?drink_.*"))
              .reduce("", (all, line) -> all + line + "\n");
      Path file = Files.writeString(folder.resolve("metrics"), ours);

      assertThat(promtool(file, "check", "metrics")).isEmpty();
    }
  }

  @Test
  void rulesAreSoundAndFireWhenTheyShould() throws Exception {
    assertThat(promtool(SHIPPED, "check", "rules", "drinkd.rules.yml")).contains("SUCCESS");
    assertThat(promtool(SHIPPED, "test", "rules", "drinkd.rules.test.yml")).contains("SUCCESS");
  }

  @Test
  void alertsFireAndClearAndTheDashboardHasItsData() throws Exception {
    try (MonitoredHouse house = new MonitoredHouse(folder.resolve("house"), "")) {
      Process prometheus = start(house.metricsPort());
      try {
        URI api = await().atMost(PATIENCE).until(this::api, Optional::isPresent).get();
        await().atMost(PATIENCE).until(() -> isReady(api));
        await().atMost(PATIENCE).until(() -> !result(api, "drink_board_up == 1").isEmpty());

        for (String query : queries()) {
          assertThat(query(api, query).path("status").asString()).as(query).isEqualTo("success");
        }
        assertThat(result(api, "drink_slot_stock_items and drink_slot_enabled == 1").size())
            .isEqualTo(MonitoredHouse.SLOTS);
        String low = "ALERTS{alertname=\"DrinkdStockLow\",alertstate=\"firing\",machine=\"d\"}";
        assertThat(result(api, low).isEmpty()).isTrue();
        house.setLow(1, 24);
        await().atMost(PATIENCE).until(() -> !result(api, low).isEmpty());

        String alert = "ALERTS{alertname=\"DrinkdBoardAway\",alertstate=\"firing\",machine=\"d\"}";
        assertThat(result(api, alert).isEmpty()).isTrue();
        house.cutBoard();
        await().atMost(PATIENCE).until(() -> !result(api, alert).isEmpty());
        house.restoreBoard();
        await().atMost(PATIENCE).until(() -> result(api, alert).isEmpty());

        house.cutBoard();
        await().atMost(PATIENCE).until(() -> !result(api, alert).isEmpty());
        house.takeOutOfService();
        await().atMost(PATIENCE).until(() -> result(api, alert).isEmpty());
      } finally {
        prometheus.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  /** On a port that it chooses, with alerts that do not wait. */
  private Process start(int metricsPort) throws IOException {
    String rules = Files.readString(SHIPPED.resolve("drinkd.rules.yml"));
    Files.writeString(
        folder.resolve("rules.yml"), rules.replaceAll("(?m)^( +)for: .*$", "$1for: 0s"));
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: { scrape_interval: 200ms, evaluation_interval: 200ms }
        rule_files: [rules.yml]
        scrape_configs:
          - job_name: drinkd
            static_configs: [{ targets: ["127.0.0.1:%d"] }]
        """
            .formatted(metricsPort));
    return new ProcessBuilder(
            programs.resolve("prometheus").toString(),
            "--config.file=" + folder.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + folder.resolve("series"),
            "--web.listen-address=127.0.0.1:0")
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  private Path log() {
    return folder.resolve("prometheus.log");
  }

  /** Where it answers, as its log says. */
  private Optional<URI> api() throws IOException {
    try (Stream<String> lines = Files.lines(log())) {
      return lines
          .filter(line -> line.contains("address=127.0.0.1:") && line.contains("Listening on"))
          .map(line -> line.replaceFirst(".*address=(127\\.0\\.0\\.1:\\d+).*", "$1"))
          .findFirst()
          .map(address -> URI.create("http://" + address + "/api/v1/query"));
    }
  }

  /** It listens a while before it answers queries. */
  private static boolean isReady(URI api) throws IOException, InterruptedException {
    return get(api.resolve("/-/ready")).statusCode() == 200;
  }

  private static JsonNode query(URI api, String query) throws IOException, InterruptedException {
    URI asked = URI.create(api + "?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    return JSON.readTree(get(asked).body());
  }

  private static HttpResponse<String> get(URI asked) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(asked).build(), BodyHandlers.ofString());
  }

  private static JsonNode result(URI api, String query) throws IOException, InterruptedException {
    return query(api, query).path("data").path("result");
  }

  /** Of the shipped dashboard. */
  private static List<String> queries() {
    JsonNode dashboard = JSON.readTree(SHIPPED.resolve("drinkd-dashboard.json").toFile());
    List<String> queries = dashboard.findValuesAsString("expr");
    assertThat(queries).hasSizeGreaterThan(20);
    return queries;
  }
}
