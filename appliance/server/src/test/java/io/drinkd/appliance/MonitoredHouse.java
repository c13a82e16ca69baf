package io.drinkd.appliance;

import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.config.TestCertificate;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.driver.testkit.ReservedPort;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A whole appliance with all that can be watched: machine d with seven slots and a board on a real
 * socket, a listener with TLS and one without, and one for metrics. The board is up at first.
 */
final class MonitoredHouse implements AutoCloseable {

  static final int SLOTS = 7;
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String PASSWORD = "says the board";

  private final Path folder;
  private final TestCertificate certificate = TestCertificate.make("EC");
  private final boolean tls;
  private final HttpClient client;
  private final ReservedPort boardPort = ReservedPort.any();
  private Optional<SimulatedBoard> board;
  private final Appliance appliance;

  /**
   * @param metrics further settings of the metrics listener, each with a comma before it
   */
  MonitoredHouse(Path folder, String metrics) throws Exception {
    this.folder = folder;
    tls = metrics.contains("tls:");
    client =
        tls
            ? HttpClient.newBuilder().sslContext(certificate.trusting()).build()
            : HttpClient.newHttpClient();
    restoreBoard();
    configure(metrics);
    appliance =
        Appliance.start(
            new SettingsReader(Protocols.declared(), Map.of("D_PASSWORD", PASSWORD)).read(folder),
            List.of(PluginJar.folderOf("tini390")));
    awaitBoard(true);
  }

  private static SimulatedBoardOptions options() {
    return new SimulatedBoardOptions(PASSWORD)
        .stock(Collections.nCopies(SLOTS, 5))
        .motorTime(Duration.ofMillis(1));
  }

  private void configure(String metrics) throws IOException, GeneralSecurityException {
    Files.createDirectories(folder.resolve("machines"));
    Files.createDirectories(folder.resolve("tls"));
    certificate.write(folder.resolve("tls/c.pem"));
    Files.writeString(
        folder.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners:
          - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0, cards: yes }
          - name: sunday-tls
            protocol: sunday
            host: 127.0.0.1
            port: 0
            tls: { certificate: tls/c.pem }
          - { name: metrics, protocol: metrics, port: 0 %s }
        """
            .formatted(metrics));
    StringBuilder slots = new StringBuilder();
    for (int slot = 1; slot <= SLOTS; slot++) {
      slots.append("  - { slot: %d, item: Coke, price: 50, count: 24 }\n".formatted(slot));
    }
    Files.writeString(
        folder.resolve("machines/d.yaml"),
        """
        name: Big Drink
        location: North stairwell
        cold: 8C
        driver: tini390
        connect: 127.0.0.1:%d
        password: { env: D_PASSWORD }
        slots:
        %s
        """
            .formatted(boardPort.number(), slots));
  }

  /** Waits until the appliance knows that the board is linked, or that it is not. */
  void awaitBoard(boolean up) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> scrape().contains("\ndrink_board_up{machine=\"d\"} " + (up ? "1.0" : "0.0")));
  }

  /** The board's power fails. */
  void cutBoard() {
    board.orElseThrow().close();
    board = Optional.empty();
  }

  /** The board is back where it was. */
  void restoreBoard() throws IOException {
    board = Optional.of(SimulatedBoard.listen(options(), boardPort.onLoopback()));
  }

  /** Somebody who has that card, see {@link MemberSession#card}, and 1000 credits. */
  void addMember(String name) {
    appliance
        .services()
        .foundation()
        .members()
        .add(
            new NewMember(name, Optional.empty(), false, 1_000, List.of(MemberSession.card(name))),
            "test")
        .join();
  }

  /** With so many left, or fewer, the slot is low from now on. */
  void setLow(int slot, long low) {
    appliance.services().stock().setLow(TestClaims.OPERATOR, "d", slot, low).join();
  }

  /** Machine d takes no orders from now on. */
  void takeOutOfService() {
    appliance
        .services()
        .catalog()
        .outOfService(TestClaims.OPERATOR, "d", new Remark("cleaning"))
        .join();
  }

  int sundayPort() {
    return appliance.port("sunday");
  }

  int metricsPort() {
    return appliance.port("metrics");
  }

  Appliance appliance() {
    return appliance;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).GET().build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  URI uri(String path) {
    return URI.create((tls ? "https" : "http") + "://127.0.0.1:" + metricsPort() + path);
  }

  /** All metrics in the text format. */
  String scrape() throws IOException, InterruptedException {
    return get("/metrics").body();
  }

  /** The series among them, each a line. */
  List<String> series() throws IOException, InterruptedException {
    return scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }

  @Override
  public void close() {
    appliance.close();
    board.ifPresent(SimulatedBoard::close);
    boardPort.close();
  }
}
