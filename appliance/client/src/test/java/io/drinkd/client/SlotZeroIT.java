package io.drinkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.driver.testkit.BoardModel;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A machine whose board counts its slots from 0, at the real appliance, through all doors. */
class SlotZeroIT {

  private static final int PATIENCE_MILLIS = 60_000;
  private static final String LISTENERS =
      """
        - { name: web, protocol: web, host: 127.0.0.1, port: 0 }
        - { name: telnet, protocol: telnet, host: 127.0.0.1, port: 0 }
        - { name: metrics, protocol: metrics, host: 127.0.0.1, port: 0 }
      """;

  private static SimulatedBoard board;
  private static RunningHouse house;

  @BeforeAll
  static void start() throws IOException {
    board =
        SimulatedBoard.listen(
            new SimulatedBoardOptions("none")
                .model(BoardModel.UCCPLC)
                .stock(List.of(1_000, 1_000))
                .motorTime(Duration.ofMillis(1)));
    // The bits of the simulated board's first slot are called those of slot 0.
    house =
        RunningHouse.of(
            LISTENERS,
            Map.of(
                "z",
                """
                name: Zero
                location: North stairwell
                driver: uccplc
                connect: 127.0.0.1:%d
                pause: 0s
                settings: { drop-base: 1025, slot-base: 17 }
                slots:
                  - { slot: 0, item: Coke, price: 50, count: 100 }
                  - { slot: 1, item: Root Beer, price: 60, count: 100 }
                """
                    .formatted(board.port())));
  }

  @AfterAll
  static void end() {
    house.end();
    board.close();
  }

  private static void assertFell(int before) {
    assertThat(board.stock(1)).as("cans in the first slot").isEqualTo(before - 1);
    assertThat(board.stock(2)).isEqualTo(1_000);
  }

  @Test
  void bySunday() throws IOException {
    int before = board.stock(1);
    MemberLine member = member(house.member(100));
    assertThat(member.ask("DROP 0")).containsExactly("OK Credits remaining: 50");
    assertFell(before);
    assertThat(member.ask("DROP -1")).containsExactly("ERR 409 Invalid slot.");
    assertThat(member.ask("STAT 0").get(0)).startsWith("0 \"Coke\" 50 ");

    for (String request :
        List.of("MACHINE z", "SETPRICE 0 50", "SETITEM 0 Coke", "RESTOCK 0 100")) {
      assertThat(house.asAdmin(request)).singleElement().asString().startsWith("OK ");
    }
    assertThat(house.asAdmin("EDITSLOT 0 Coke 50 100 1 true")).containsExactly("OK Changes saved.");
  }

  private static MemberLine member(String name) throws IOException {
    MemberLine line = new MemberLine(house.port("sunday"));
    line.expectOk("USER " + name);
    line.expectOk("PASS \"secret of " + name + "\"");
    line.expectOk("MACHINE z");
    return line;
  }

  @Test
  void byTheMembersProgram() throws IOException {
    int before = board.stock(1);
    Path settings = house.loggedIn(house.member(200), house.port("sunday"));

    assertThat(drink(settings, "drop", "0")).isEqualTo("Coke dropped. Credits: 150.");
    assertFell(before);
    assertThat(drink(settings, "drop", "z", "0")).isEqualTo("Coke dropped. Credits: 100.");
    assertThat(drink(settings, "drop", "coke")).isEqualTo("Coke dropped. Credits: 50.");
    assertFell(before - 2);
    assertThat(drink(settings, "ls")).containsPattern("(?m)^ *0 +.*Coke");
    assertThat(drink(settings, "ls", "--json")).contains("\"slot\":0");
  }

  private static String drink(Path settings, String... words) {
    List<String> line = new ArrayList<>(List.of("--settings", settings.toString()));
    line.addAll(List.of(words));
    OneRun run = OneRun.of(line.toArray(String[]::new));
    assertThat(run.errors()).isEmpty();
    return run.out();
  }

  private static URI uri(String listener, String path) {
    return URI.create("http://127.0.0.1:" + house.port(listener) + path);
  }

  private static HttpResponse<String> rest(String token, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri("web", "/api/v1" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", path + body.hashCode())
            .method(method, BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void byRest() throws Exception {
    int before = board.stock(1);
    String token = member(house.member(100)).ask("MKTOKEN test").get(0).split(" ")[3];

    assertThat(rest(token, "GET", "/machines", "").body()).contains("\"slot\":0,\"item\":\"Coke\"");
    HttpResponse<String> dropped = rest(token, "POST", "/drops", "{\"machine\":\"z\",\"slot\":0}");
    assertThat(dropped.body()).contains("\"state\":\"dropped\"");
    String id = found("\"id\":([0-9]+)", dropped.body());
    assertThat(rest(token, "GET", "/drops/" + id, "").body()).contains("\"slot\":0");
    assertFell(before);

    String admin = house.asAdmin("MKTOKEN admin" + before).get(0).split(" ")[3];
    HttpResponse<String> changed = rest(admin, "PATCH", "/machines/z/slots/0", "{\"count\":90}");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    assertThat(changed.body()).contains("\"slot\":0").contains("\"count\":90");
    HttpResponse<String> none = rest(admin, "PATCH", "/machines/z/slots/-0", "{\"count\":90}");
    assertThat(none.statusCode()).isEqualTo(404);
  }

  @Test
  void byThePages() throws Exception {
    int before = board.stock(1);
    String name = house.member(100);
    HttpClient browser =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    post(browser, "/login", "/login", "name=" + name + "&password=secret+of+" + name + "&next=/");
    assertThat(page(browser, "/")).contains("/machines/z/slots/0");
    String offer = page(browser, "/machines/z/slots/0");
    assertThat(offer).contains("name=\"slot\" value=\"0\"").contains("Coke");
    String key = found("name=\"key\" value=\"([^\"]+)\"", offer);
    post(browser, "/machines/z/slots/0", "/drops", "machine=z&slot=0&delay=0&key=" + key);
    Awaitility.await()
        .atMost(Duration.ofMillis(PATIENCE_MILLIS))
        .until(() -> page(browser, "/drops").contains(">dropped<"));
    assertFell(before);
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.group(1);
  }

  private static String page(HttpClient browser, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri("web", path)).header("Accept-Language", "en").build();
    return browser.send(request, BodyHandlers.ofString()).body();
  }

  private static void post(HttpClient browser, String page, String path, String form)
      throws IOException, InterruptedException {
    String token = found("name=\"form-token\" value=\"([^\"]+)\"", page(browser, page));
    HttpRequest request =
        HttpRequest.newBuilder(uri("web", path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", uri("web", "").toString())
            .POST(BodyPublishers.ofString("form-token=" + token + "&" + form))
            .build();
    assertThat(browser.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void byTelnet() throws IOException {
    int before = board.stock(1);
    String name = house.member(100);
    try (Socket terminal = new Socket(InetAddress.getLoopbackAddress(), house.port("telnet"))) {
      terminal.setSoTimeout(PATIENCE_MILLIS);
      await(terminal, "Name: ");
      type(terminal, name + "\nsecret of " + name + "\n");
      await(terminal, "Choice [list]: ");
      type(terminal, "drop\n0\n\n");
      await(terminal, ": your Coke has fallen. You have 50 credits.");
    }
    assertFell(before);
  }

  private static void type(Socket terminal, String text) throws IOException {
    terminal.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void await(Socket terminal, String text) throws IOException {
    var seen = new StringBuilder();
    while (seen.indexOf(text) < 0) {
      int octet = terminal.getInputStream().read();
      assertThat(octet).as("what came before the end: " + seen).isNotNegative();
      seen.append((char) octet);
    }
  }

  @Test
  void byTheOperator() throws Exception {
    assertThat(house.run(List.of("machine", "restock", "z", "0=80", "1=70"))).contains("Coke");
    assertThat(house.run(List.of("machine", "price", "z", "0", "50")))
        .isEqualTo("slot 0 of z costs 50\n");
    assertThat(house.run(List.of("machine", "capacity", "z", "0", "200"))).contains("slot 0 of z");
    assertThat(house.run(List.of("machine", "disable", "z", "0"))).contains("slot 0 of z");
    assertThat(house.run(List.of("machine", "enable", "z", "0"))).contains("slot 0 of z");
    assertThat(house.run(List.of("machine", "show", "z"))).containsPattern("(?m)^ *0 +Coke +50 ");

    HttpRequest request = HttpRequest.newBuilder(uri("metrics", "/metrics")).build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
        .contains("drink_slot_stock_items{machine=\"z\",slot=\"0\"} ")
        .contains("drink_slot_enabled{machine=\"z\",slot=\"0\"} 1");
  }

  @Test
  void aNegativeNumberIsNoSlotForTheOperator() {
    assertThatThrownBy(() -> house.run(List.of("machine", "price", "z", "--", "-5", "1")))
        .hasMessageContaining("no slot");
  }
}
