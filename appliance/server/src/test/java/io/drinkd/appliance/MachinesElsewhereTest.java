package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Health.Part;
import io.drinkd.appliance.service.Label;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.appliance.web.page.PageClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is seen at one appliance of the machines of another one, whose boards report all that boards
 * can: machine c, for which both have files, and e, for which only the north has one.
 */
class MachinesElsewhereTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ADMIN = "alice";
  private static final String PASSWORD = ADMIN + "'s password";

  /** Appliances write times for each other by the millisecond. */
  private static final Pattern MICROS = Pattern.compile("(T[0-9:]{8}\\.[0-9]{3})[0-9]+(?=Z)");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What an appliance says of another one, and the other one not of itself. */
  private static final Set<String> SAID_ELSEWHERE = Set.of("appliance", "why");

  private static final String REPORTS =
      """
      TEMP 4.5
      TEMP compressor 61.25
      DOOR open
      POWER battery-low
      COUNT 7
      """;

  @TempDir Path folder;
  private final BankAddress bank = TestBanks.createPatient();
  private final HttpClient http = HttpClient.newHttpClient();
  private AppliancesInBank appliances;
  private ServerSocket cellar;
  private ServerSocket attic;
  private Socket link;
  private String token;

  @BeforeEach
  void start() throws Exception {
    cellar = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    attic = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    appliances = new AppliancesInBank(folder, CellarDriver.class);
    ConfigurationFolder north = appliances.add("north", bank);
    north.machine("c", "coffee", cellar.getLocalPort(), 5);
    north.machine("e", "coffee", attic.getLocalPort(), 5);
    appliances.add("south", bank).machine("c", "coffee", cellar.getLocalPort(), 5);
    Services services = appliances.start("north").services();
    services
        .foundation()
        .members()
        .add(new NewMember(ADMIN, Optional.of(PASSWORD), true, 10, List.of()), "test")
        .join();
    Caller nobody =
        services.logins().anybody("test", new LoginOrigin(InetAddress.getLoopbackAddress(), false));
    Caller admin = services.logins().byPassword(nobody, ADMIN, PASSWORD).join();
    token =
        services.tokens().make(admin.member(), new Label("test"), Scope.MEMBER, 1).join().secret();
    link = cellar.accept();
    say("HELLO " + AppliancesInBank.BOARD_PASSWORD + "\n" + REPORTS);
    await()
        .atMost(PATIENCE)
        .until(() -> !appliances.machine("north", "c").readings().counts().isEmpty());
    appliances.start("south");
  }

  private void say(String lines) throws IOException {
    link.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
  }

  @AfterEach
  void stop() throws IOException {
    appliances.close();
    link.close();
    cellar.close();
    attic.close();
  }

  private ObjectNode shown(String appliance, String machine) throws IOException {
    String json = appliances.run(appliance, "machine", "show", machine, "--json");
    return (ObjectNode) JSON.readTree(MICROS.matcher(json).replaceAll("$1"));
  }

  /** Waits until the south shows of a machine what the north does. */
  private void awaitSame(String machine) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              ObjectNode there = shown("north", machine).remove(SAID_ELSEWHERE);
              assertThat(shown("south", machine).remove(SAID_ELSEWHERE)).isEqualTo(there);
            });
  }

  private JsonNode rest(String appliance, String path) throws IOException, InterruptedException {
    URI uri =
        URI.create("http://127.0.0.1:" + appliances.get(appliance).port("web") + "/api/v1" + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
    String body = http.send(request, BodyHandlers.ofString()).body();
    return JSON.readTree(body);
  }

  private void drop() throws IOException {
    try (MemberSession session = admin("south")) {
      session.ask("MACHINE c");
      session.say("DROP 1");
      BufferedReader orders =
          new BufferedReader(
              new InputStreamReader(link.getInputStream(), StandardCharsets.US_ASCII));
      String order = orders.readLine();
      while (!order.equals("DROP 1")) {
        order = orders.readLine();
      }
      say("DONE\n");
      assertThat(session.line()).startsWith("OK");
    }
  }

  private MemberSession admin(String appliance) throws IOException {
    MemberSession session = MemberSession.greeted(appliances.get(appliance).port("sunday"));
    session.ask("USER " + ADMIN);
    assertThat(session.ask("PASS \"" + PASSWORD + "\"")).startsWith("OK");
    return session;
  }

  private Part part(String appliance, String name) {
    return appliances.get(appliance).services().health().look().join().parts().stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anOperatorSeesWhatTheOwnerSees() throws Exception {
    awaitSame("c");
    awaitSame("e");
    assertThat(shown("south", "c").at("/appliance").asString()).isEqualTo("north");
    assertThat(shown("north", "c").at("/appliance").asString()).isEqualTo("north");
    assertThat(shown("south", "c").at("/link").asString())
        .isEqualTo("127.0.0.1:" + cellar.getLocalPort());
    assertThat(appliances.run("south", "machine", "list"))
        .containsPattern("\nc +up .* 0 +0 +logged in \\(at appliance \"north\"\\)\n");

    drop();
    say("nonsense\n");
    await().atMost(PATIENCE).until(() -> shown("north", "c").at("/garbage").asLong() == 1);
    awaitSame("c");
    assertThat(shown("south", "c").at("/made").asLong()).isEqualTo(1);
    assertThat(part("south", "machine c").since())
        .isEqualTo(part("north", "machine c").since().truncatedTo(ChronoUnit.MILLIS));

    assertThat(appliances.run("south", "machine", "trace", "c", "--seconds", "1"))
        .contains("appliance \"north\" has the machine; its link can be watched there");
    assertThat(appliances.run("south", "machine", "log", "e", "info"))
        .contains("appliance \"north\" has e");
  }

  @Test
  void membersAndProgramsSeeWhatItsBoardReports() throws Exception {
    awaitSame("c");
    JsonNode there = rest("north", "/machines/c").at("/temperature");
    assertThat(there.at("/celsius").asDouble()).isEqualTo(4.5);
    assertThat(rest("south", "/machines/c").at("/temperature")).isEqualTo(there);
    assertThat(rest("south", "/machines/c").at("/reason").asString()).contains("\"north\"");
    ObjectNode remote = (ObjectNode) rest("south", "/links").at("/links/0");
    assertThat(remote.at("/appliance").asString()).isEqualTo("north");
    ObjectNode own = (ObjectNode) rest("north", "/links").at("/links/0");
    assertThat(remote.remove(Set.of("appliance", "reason")))
        .isEqualTo(own.remove(Set.of("appliance", "reason")));

    PageClient page = new PageClient(appliances.get("south").port("web")).signIn(ADMIN);
    assertThat(page.get("/machines/c").body()).contains("4.5");
    assertThat(page.get("/admin/links/c").body())
        .contains("<dd>north</dd>")
        .contains("<dd>open</dd>")
        .contains("<dd>from a battery that will soon be empty</dd>")
        .contains("Appliance north has this machine.")
        .doesNotContain("/admin/links/c/trace");
    assertThat(page.get("/admin/links/c/trace").statusCode()).isEqualTo(409);

    try (MemberSession north = admin("north");
        MemberSession south = admin("south")) {
      assertThat(south.ask("MACHINES"))
          .isEqualTo(north.ask("MACHINES"))
          .isEqualTo("c \"c\" up door=open power=battery-low temp-compressor=142.3 count-1=7");
    }
    say("TEMP 6\nDOOR closed\nPOWER on\nCOUNT 6\n");
    await()
        .atMost(PATIENCE)
        .until(() -> rest("south", "/machines/c").at("/temperature/celsius").asDouble() == 6);
    try (MemberSession south = admin("south")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(south.ask("MACHINES")).contains("door=closed power=on"));
    }
  }

  @Test
  void nothingIsShownOfItThatNobodySays() throws Exception {
    awaitSame("c");
    awaitSame("e");
    appliances.stop("north");
    await()
        .atMost(PATIENCE)
        .until(() -> shown("south", "e").at("/why").asString().startsWith("no appliance has"));
    ObjectNode left = shown("south", "e");
    assertThat(left.at("/status").asString()).isEqualTo("down");
    for (String field : List.of("appliance", "link", "connected-since", "made", "garbage")) {
      assertThat(left.path(field).isNull()).as(field).isTrue();
    }
    await().atMost(PATIENCE).until(() -> appliances.owns("south", "c"));
    await().atMost(PATIENCE).until(() -> shown("south", "c").at("/made").asLong(-1) == 0);
    assertThat(shown("south", "c").at("/appliance").asString()).isEqualTo("south");
  }
}
