package io.drinkd.appliance.web.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.credential.KioskStore;
import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropRecords.Filter;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Label;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.sunday.House;
import io.drinkd.appliance.web.page.PageClient;
import io.drinkd.appliance.web.page.PageHouse;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The screen beside a machine: what it does, and that it is good for nothing else. */
class KioskPagesTest {

  private static final Admin ADMIN = TestClaims.OPERATOR;
  private static final String CARD = "01ab23cd";
  private static final String SESSION = "drinkd-kiosk-session";

  @TempDir Path data;

  private PageHouse house;
  private PageClient screen;

  @BeforeEach
  void open() throws Exception {
    house = new PageHouse(data);
    screen = new PageClient(house);
    house
        .services()
        .memberships()
        .edit(ADMIN, house.services().memberships().named(ADMIN, "carol"), MemberEdit.balance(200))
        .join();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private KioskStore.Made made(String machine) {
    return house.services().kiosks().make(ADMIN, machine, new Label("a tablet")).join();
  }

  private void pair() throws Exception {
    HttpResponse<String> paired = screen.post("/kiosk", "/kiosk", "code", made("d").code());
    assertThat(paired.statusCode()).isEqualTo(303);
    assertThat(location(paired)).isEqualTo("/kiosk/1");
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  private String cookie(String name) {
    return screen.cookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  @Test
  void isPairedOnceByItsCode() throws Exception {
    String code = made("d").code();

    HttpResponse<String> wrong = screen.post("/kiosk", "/kiosk", "code", "WRONGONE");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("That code is wrong or too old");
    HttpResponse<String> paired = screen.post("/kiosk/1", "/kiosk", "code", code.toLowerCase());
    assertThat(location(paired)).isEqualTo("/kiosk/1");
    String set = paired.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(set).contains("HttpOnly").contains("SameSite=Lax");
    assertThat(screen.get("/kiosk/1").body()).contains("Big Drink").contains("name=\"card\"");
    assertThat(location(screen.get("/kiosk"))).isEqualTo("/kiosk/1");

    PageClient other = new PageClient(house);
    assertThat(other.post("/kiosk", "/kiosk", "code", code).statusCode()).isEqualTo(401);
    assertThat(other.get("/kiosk/1").body()).contains("name=\"code\"").doesNotContain("Big Drink");
  }

  @Test
  void servesWhoeverHasACardAndForgetsThem() throws Exception {
    pair();
    HttpResponse<String> unknown = screen.post("/kiosk/1", "/kiosk/1/card", "card", "ffffffff");
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body())
        .contains("This card is not known")
        .contains("content=\"10;url=/kiosk/1\"");

    assertThat(location(screen.post("/kiosk/1", "/kiosk/1/card", "card", CARD)))
        .isEqualTo("/kiosk/1");
    String choice = screen.get("/kiosk/1").body();
    assertThat(choice).contains("Hello carol").contains("content=\"30;url=/kiosk/1/end\"");
    assertThat(choice).contains("href=\"/kiosk/1/slots/1\"").doesNotContain("/kiosk/1/drops");
    assertThat(screen.get("/kiosk/1/slots/1").body())
        .contains("carol has 200")
        .contains("action=\"/kiosk/1/drops\"")
        .contains("href=\"/kiosk/1\"");
    HttpResponse<String> ordered =
        screen.post("/kiosk/1", "/kiosk/1/drops", "slot", "1", "key", "a key");
    assertThat(location(ordered)).isEqualTo("/kiosk/1/drops/1");
    await()
        .atMost(House.PATIENCE)
        .until(
            () ->
                screen.get("/kiosk/1/drops/1").body().contains("content=\"10;url=/kiosk/1/end\""));
    String session = cookie(SESSION);
    assertThat(location(screen.get("/kiosk/1/end"))).isEqualTo("/kiosk/1");
    assertThat(screen.get("/kiosk/1").body()).doesNotContain("carol");

    screen.keep(SESSION, session);
    assertThat(screen.get("/kiosk/1").body()).as("a GET ends nothing").contains("carol");
    assertThat(location(screen.post("/kiosk/1", "/kiosk/1/end"))).isEqualTo("/kiosk/1");
    screen.keep(SESSION, session);
    assertThat(screen.get("/kiosk/1").body()).doesNotContain("carol");
  }

  @Test
  void theNextCardTakesOver() throws Exception {
    house.services().memberships().addIbutton(ADMIN, member("bob"), "0badcafe").join();
    pair();
    screen.post("/kiosk/1", "/kiosk/1/card", "card", CARD);
    String session = cookie(SESSION);
    HttpResponse<String> unknown = screen.post("/kiosk/1", "/kiosk/1/card", "card", "ffffffff");
    assertThat(unknown.body()).contains("This card is not known").contains("Hello carol");

    assertThat(location(screen.post("/kiosk/1", "/kiosk/1/card", "card", "0badcafe")))
        .isEqualTo("/kiosk/1");

    assertThat(screen.get("/kiosk/1").body()).contains("Hello bob").doesNotContain("carol");
    screen.keep(SESSION, session);
    assertThat(screen.get("/kiosk/1").body()).as("that session is over").doesNotContain("carol");
  }

  @Test
  void aDrinkThatIsOrderedTwiceFallsOnce() throws Exception {
    pair();
    screen.post("/kiosk/1", "/kiosk/1/card", "card", CARD);
    String[] order = {"slot", "1", "key", "of the form"};
    for (int i = 0; i < 3; i++) {
      assertThat(location(screen.post("/kiosk/1", "/kiosk/1/drops", order)))
          .isEqualTo("/kiosk/1/drops/1");
    }
    order[1] = "2";
    assertThat(screen.post("/kiosk/1", "/kiosk/1/drops", order).statusCode()).isEqualTo(422);
    assertThat(allDrops()).hasSize(1);
  }

  @Test
  void anOldPageSellsNothingButWhatItShowed() throws Exception {
    pair();
    screen.post("/kiosk/1", "/kiosk/1/card", "card", CARD);
    String page = screen.get("/kiosk/1/slots/1").body();
    assertThat(page).contains("carol");
    house.services().stock().setPrice(ADMIN, "d", 1, 60).join();

    HttpResponse<String> changed = screen.post("/kiosk/1", "/kiosk/1/drops", order(page));

    assertThat(changed.statusCode()).isEqualTo(409);
    assertThat(changed.body()).contains("This is not what you saw before").contains("60");
    assertThat(allDrops()).isEmpty();
    assertThat(location(screen.post("/kiosk/1", "/kiosk/1/drops", order(changed.body()))))
        .isEqualTo("/kiosk/1/drops/1");
  }

  private static String[] order(String page) {
    List<String> carried = new ArrayList<>(PageClient.carried(page, "/kiosk/1/drops"));
    carried.addAll(List.of("slot", "1"));
    return carried.toArray(String[]::new);
  }

  private List<DropRecord> allDrops() {
    return house.services().drops().list(ADMIN, Filter.ALL, OptionalLong.empty(), 10).join();
  }

  @Test
  void withoutACardItMovesNothingAndShowsNobody() throws Exception {
    PageClient bob = new PageClient(house).signIn("bob");
    bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "0", "key", "k");
    pair();
    String[] order = {"slot", "1", "key", "k2"};
    assertThat(location(screen.post("/kiosk/1", "/kiosk/1/drops", order))).isEqualTo("/kiosk/1");
    for (String path : List.of("/slots/1", "/drops/1", "/drops/1/way", "/drops")) {
      assertThat(location(screen.get("/kiosk/1" + path))).as(path).isEqualTo("/kiosk/1");
    }
    assertThat(allDrops()).hasSize(1);

    screen.post("/kiosk/1", "/kiosk/1/card", "card", CARD);
    assertThat(screen.get("/kiosk/1/drops/1").statusCode()).as("bob's").isEqualTo(404);
  }

  @Test
  void takesNoFormOfAnotherSite() throws Exception {
    String code = made("d").code();
    assertThat(screen.postWithoutToken("/kiosk", "code", code).statusCode()).isEqualTo(403);
    assertThat(location(screen.post("/kiosk", "/kiosk", "code", code))).isEqualTo("/kiosk/1");
    assertThat(screen.postWithoutToken("/kiosk/1/card", "card", CARD).statusCode()).isEqualTo(403);
    screen.post("/kiosk/1", "/kiosk/1/card", "card", CARD);
    String[] order = {"slot", "1", "key", "k"};
    assertThat(screen.postWithoutToken("/kiosk/1/drops", order).statusCode()).isEqualTo(403);
    assertThat(screen.postWithoutToken("/kiosk/1/end").statusCode()).isEqualTo(403);
    assertThat(screen.get("/kiosk/1").body()).contains("Hello carol");
    assertThat(allDrops()).isEmpty();
  }

  @Test
  void itsCookiesAreForNoScriptAndWhoeverHasACardForAMinute() throws Exception {
    HttpResponse<String> paired = screen.post("/kiosk", "/kiosk", "code", made("d").code());
    assertThat(set(paired))
        .singleElement()
        .asString()
        .matches("drinkd-kiosk=[\\w-]+; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax");
    assertThat(paired.headers().firstValue("Location").orElseThrow()).isEqualTo("/kiosk/1");
    assertThat(set(screen.post("/kiosk/1", "/kiosk/1/card", "card", CARD)))
        .singleElement()
        .asString()
        .matches("drinkd-kiosk-session=[\\w-]{22}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax");
    assertThat(set(screen.post("/kiosk/1", "/kiosk/1/end")))
        .containsExactly("drinkd-kiosk-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
  }

  private static List<String> set(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie");
  }

  private MemberRecord member(String name) {
    return house.services().memberships().named(ADMIN, name);
  }

  @Test
  void linksNowhereElse() throws Exception {
    pair();
    List<String> pages = new ArrayList<>(List.of(screen.get("/kiosk/1").body()));
    screen.post("/kiosk/1", "/kiosk/1/card", "card", CARD);
    pages.add(screen.get("/kiosk/1").body());
    pages.add(screen.get("/kiosk/1/drops/99").body());
    pages.add(screen.get("/kiosk/1/nowhere").body());
    for (String page : pages) {
      assertThat(page).doesNotContainPattern("(href|action)=\"/(?!kiosk|files)");
    }
  }

  @Test
  void cookiesOfItAreWorthNothingElsewhere() throws Exception {
    pair();
    screen.post("/kiosk/1", "/kiosk/1/card", "card", CARD);
    String session = cookie(SESSION);
    assertThat(location(screen.get("/me"))).startsWith("/login");
    assertThat(screen.get("/").body()).doesNotContain("carol");

    PageClient thief = new PageClient(house);
    thief.keep("drinkd-session", session);
    for (String path : List.of("/me", "/me/account", "/admin")) {
      assertThat(location(thief.get(path))).as(path).startsWith("/login");
    }
    for (String path : List.of("/api/v1/me", "/api/v1/tokens")) {
      assertThat(thief.get(path).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(thief.get("/").body()).doesNotContain("carol");
    assertThat(thief.get("/api/v1/drops").statusCode()).isEqualTo(401);
    thief.keep("drinkd-session", cookie("drinkd-kiosk"));
    assertThat(location(thief.get("/me"))).startsWith("/login");
  }

  @Test
  void isGoodForItsMachineAlone() throws Exception {
    made("ld");
    HttpResponse<String> paired = screen.post("/kiosk", "/kiosk", "code", made("d").code());
    assertThat(location(paired)).isEqualTo("/kiosk/2");
    assertThat(screen.get("/kiosk/1").body()).contains("name=\"code\"");
    assertThat(location(screen.post("/kiosk/2", "/kiosk/1/card", "card", CARD)))
        .isEqualTo("/kiosk");

    house.services().kiosks().remove(ADMIN, 2).join();
    assertThat(screen.get("/kiosk/2").body()).contains("name=\"code\"");
  }
}
