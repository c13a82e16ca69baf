package io.drinkd.appliance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.process.BooksOnDisk;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A drink that was asked for through the web door, when the appliance is ended in the midst of it.
 */
class WebDropKilledIT {

  private static final String MEMBER = "member";
  private static final String ADMIN = "admin";
  private static final Duration MOTOR_TIME = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Not where the other listener is, whose port is looked for there. */
  private static final Pattern WEB = Pattern.compile(" on 127\\.0\\.0\\.2:(\\d+)");

  private static final Pattern TOKEN = Pattern.compile("OK Token \\d+ (\\S+)");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private HouseFolder house;
  private RunningBoard board;
  private RunningAppliance appliance;
  private String membersToken;
  private String adminsToken;

  @BeforeEach
  void begin() throws IOException {
    house = new HouseFolder(folder);
    Files.writeString(
        house.conf().resolve("appliance.yaml"),
        """
        name: Floor drink server
        data: ../data
        listeners:
          - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0, cards: yes }
          - { name: web, protocol: web, host: 127.0.0.2, port: 0 }
        """);
    board = RunningBoard.start(house.canLog("d"), MOTOR_TIME);
    house.addMachine("d", board.port(), LONG, LONG);
    house.addMembers(List.of(MEMBER), 1_000);
    house.addAdmins(List.of(ADMIN), 0);
    appliance = RunningAppliance.start(house);
    membersToken = token(MEMBER);
    adminsToken = token(ADMIN);
    appliance.stop();
  }

  @AfterEach
  void end() {
    appliance.close();
    board.close();
  }

  private String token(String name) throws IOException {
    try (LineClient line = LineClient.greeted(appliance.port())) {
      assertThat(line.ask("USER " + name)).startsWith("OK");
      assertThat(line.ask("PASS " + HouseFolder.PASSWORD)).startsWith("OK");
      Matcher made = TOKEN.matcher(line.ask("MKTOKEN test"));
      assertThat(made.matches()).isTrue();
      return made.group(1);
    }
  }

  private void start(RunningAppliance started) {
    appliance = started;
    appliance.port();
    await().atMost(PATIENCE).until(() -> get("/machines/d").contains("\"status\":\"up\""));
  }

  private URI uri(String path) {
    Matcher web = WEB.matcher(appliance.log());
    assertThat(web.find()).as(appliance.log()).isTrue();
    return URI.create("http://127.0.0.2:" + web.group(1) + "/api/v1" + path);
  }

  private String get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString()).body();
  }

  private CompletableFuture<HttpResponse<String>> send(String token, String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "the-key")
            .POST(BodyPublishers.ofString(json))
            .build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  private CompletableFuture<HttpResponse<String>> order() {
    return send(membersToken, "/drops", "{\"machine\":\"d\",\"slot\":1}");
  }

  private String answer() {
    HttpResponse<String> answer = order().join();
    return answer.statusCode() + " " + answer.body();
  }

  private void assertOneDrop(String state, int cans) throws IOException {
    try (BooksOnDisk books = BooksOnDisk.of(house)) {
      assertThat(books.disagreements()).isEmpty();
      assertThat(books.list("SELECT state FROM drop_order", row -> row.getString("state")))
          .containsExactly(state);
    }
    assertThat(board.cans()).hasSize(cans);
  }

  @Test
  void killedWhileTheBoardDropsItIsInDoubtUntilItIsDecided() throws IOException {
    start(RunningAppliance.start(house));
    // It must not answer before the appliance is killed, however long that takes.
    board.command("silence");
    CompletableFuture<HttpResponse<String>> lost = order();
    board.awaitLine(Pattern.compile("order slot 1"));
    appliance.kill();
    assertThatThrownBy(lost::join).hasCauseInstanceOf(IOException.class);

    start(RunningAppliance.start(house));
    String doubt = answer();
    assertThat(doubt).startsWith("202 ").contains("\"id\":1,\"state\":\"in-doubt\"");
    assertThat(answer()).isEqualTo(doubt);
    String seen = "{\"outcome\":\"dropped\",\"reason\":\"seen\"}";
    assertThat(send(adminsToken, "/drops/1/resolution", seen).join().statusCode())
        .isBetween(200, 204);
    String fell = answer();
    assertThat(fell).startsWith("201 ").contains("\"id\":1,\"state\":\"dropped\"");
    assertThat(answer()).isEqualTo(fell);
    assertOneDrop("DROPPED", 1);
  }

  @Test
  void killedBeforeItIsAnsweredItIsAnsweredAfterwards() throws IOException {
    Path now = house.file("now");
    start(RunningAppliance.start(house, "settled@" + now));
    Files.createFile(now);
    CompletableFuture<HttpResponse<String>> lost = order();
    assertThat(appliance.awaitEnd()).as(appliance.log()).isEqualTo(CrashPoint.EXIT_CODE);
    assertThatThrownBy(lost::join).hasCauseInstanceOf(IOException.class);

    start(RunningAppliance.start(house));
    String fell = answer();
    assertThat(fell).startsWith("201 ").contains("\"id\":1,\"state\":\"dropped\"");
    assertThat(answer()).isEqualTo(fell);
    assertOneDrop("DROPPED", 1);
  }
}
