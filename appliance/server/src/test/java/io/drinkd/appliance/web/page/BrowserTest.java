package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.reading.MeasuredDays;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.sunday.House;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/**
 * The pages of members in a browser: what people do with them, and whether everybody can. With
 * {@code -Dpictures=FOLDER} it makes pictures of them.
 */
class BrowserTest {

  private static final Admin ADMIN = TestClaims.OPERATOR;
  private static final int DAYS = 30;
  private static final Map<String, String> PAGES = new LinkedHashMap<>();

  static {
    PAGES.put("floor", "/");
    PAGES.put("machine", "/machines/d");
    PAGES.put("machine-unmeasured", "/machines/ld");
    PAGES.put("print", "/machines/d/print");
    PAGES.put("confirm", "/machines/d/slots/1");
    PAGES.put("drop", "/drops/1");
    PAGES.put("drops", "/drops");
    PAGES.put("me", "/me");
    PAGES.put("history", "/me/history");
    PAGES.put("history-nothing", "/me/history?search=nothing");
    PAGES.put("honours", "/me/honours");
    PAGES.put("account", "/me/account");
    PAGES.put("api", "/api");
    PAGES.put("missing", "/nowhere");
  }

  private static Browser browser;

  @TempDir private Path data;

  private PageHouse house;
  private PageClient bob;

  @BeforeAll
  static void start() {
    browser = new Browser(true);
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    Files.createDirectories(data);
    MeasuredDays.write(data, "d", House.NOW, DAYS);
    house = new PageHouse(data, PageHouse.still());
    bob = new PageClient(house).signIn("bob");
    browser.look(320, "light");
    browser.speak("en");
  }

  @AfterEach
  void close() {
    browser.driver().get("about:blank");
    browser.driver().manage().deleteAllCookies();
    house.close();
    assertThat(browser.complaints()).isEmpty();
  }

  private void buy(int slot) throws Exception {
    String key = "slot " + slot;
    String drop =
        bob.post(
                "/",
                "/drops",
                "machine",
                "d",
                "slot",
                Integer.toString(slot),
                "delay",
                "0",
                "key",
                key)
            .headers()
            .firstValue("Location")
            .orElseThrow();
    Awaitility.await()
        .atMost(House.PATIENCE)
        .until(() -> !bob.get(drop).body().contains("http-equiv=\"refresh\""));
  }

  @Test
  void everybodyCanUseEveryPage() throws Exception {
    browser.driver().get(house.address("/"));
    Looks.take(browser, "floor-anybody");
    browser.driver().get(house.address("/login"));
    Looks.take(browser, "login");
    browser.driver().get(house.address("/me"));
    Looks.take(browser, "signed-out");
    browser.driver().get(house.address("/me/%2f"));
    Looks.take(browser, "unreadable");
    PageClient poor = new PageClient(house).signIn("poor");
    for (String page : List.of("/me", "/drops", "/me/account")) {
      browser.open(poor, house.address(page));
      Looks.take(browser, "new-member" + page.replace('/', '-'));
    }
    liveAWhile();
    for (Map.Entry<String, String> page : PAGES.entrySet()) {
      browser.driver().get(house.address(page.getValue()));
      Looks.take(browser, page.getKey());
    }
  }

  /** Bob does something that shows on each page, and is signed in then. */
  private void liveAWhile() throws Exception {
    buy(1);
    bob.post("/me", "/me/gifts", "to", "alice", "amount", "5", "reason", "pizza", "key", "g");
    bob.post("/me/account", "/me/public", "public", "yes");
    bob.post("/me/account", "/me/tokens", "name", "a script", "days", "30", "scope", "read");
    browser.open(bob, house.address("/"));
  }

  @Test
  void everybodyCanUseEveryPageInGerman() throws Exception {
    liveAWhile();
    browser.speak("de-CH");
    for (Map.Entry<String, String> page : PAGES.entrySet()) {
      browser.driver().get(house.address(page.getValue()));
      Looks.requireUsable(browser, page.getKey() + " in German");
      Looks.draw(browser, "de-" + page.getKey());
      assertThat(browser.driver().executeScript("return document.documentElement.lang"))
          .isEqualTo("de");
    }
    browser.driver().get(house.address("/me"));
    // As numbers are written where that browser is.
    assertThat(browser.text("header")).contains("945").contains("Credits");
    assertThat(browser.text("#newest")).contains("+1\u2019000").contains("An alice verschenkt");
  }

  @Test
  void amountsStandBelowOneAnotherAtTheRight() throws Exception {
    liveAWhile();
    for (int width : new int[] {320, 390, 768, 1280, -320, -390}) {
      browser.speak(width > 0 ? "en" : "de");
      browser.look(Math.abs(width), "light");
      for (String page : List.of("/me", "/me/history")) {
        browser.driver().get(house.address(page));
        Object astray =
            browser
                .driver()
                .executeScript(
                    """
                    const numbers = document.querySelectorAll(".entries > li > .number");
                    const box = one => one.getBoundingClientRect();
                    return [...numbers]
                      .filter(one => box(one.parentElement).right - box(one).right > 1
                        || box(one).top > box(one.previousElementSibling).bottom - 8)
                      .map(one => one.textContent);
                    """);
        assertThat((List<?>) astray).as(page + " at " + width).isEmpty();
      }
    }
  }

  @Test
  void theMenuOfAnAdminIsInOneRow() throws Exception {
    browser.open(new PageClient(house).signIn("alice"), house.address("/"));
    for (String language : List.of("en", "de")) {
      browser.speak(language);
      for (int width : new int[] {320, 360, 390}) {
        browser.look(width, "light");
        browser.driver().get(house.address("/"));
        Object rows =
            browser
                .driver()
                .executeScript(
                    "return new Set([...document.querySelectorAll('.bar li')]"
                        + ".map(one => one.getBoundingClientRect().top)).size");
        assertThat(rows).as(language + " at " + width).isEqualTo(1L);
      }
    }
  }

  @Test
  void everybodyCanUseThemInEveryState() throws Exception {
    house.house().disable(1);
    browser.open(bob, house.address("/"));
    assertThat(browser.text("#machine-d")).contains("not on sale").contains("empty");
    assertThat(browser.text("#machine-ld")).contains("Not set up").contains("not now");
    Looks.take(browser, "floor-disabled");
    house.house().takeOutOfService();
    usable("floor-out-of-service", "/");
    usable("machine-out-of-service", "/machines/d");
    usable("confirm-out-of-service", "/machines/d/slots/2");
    browser.driver().get(house.address("/me/account"));
    browser.type("old", "wrong");
    browser.type("new", "something else");
    browser.type("again", "something else");
    browser.press("form[action='/me/password'] button");
    browser.await("#password-old-wrong", "That is not your password");
    browser.awaitFocus("old");
    Looks.take(browser, "account-refused");
    browser.driver().manage().deleteAllCookies();
    browser.driver().get(house.address("/login"));
    browser.type("name", "bob");
    browser.type("password", "wrong" + Keys.ENTER);
    browser.await(".notice.bad", "Wrong name or password");
    Looks.take(browser, "login-refused");
  }

  private void usable(String name, String path) throws Exception {
    browser.speak("de");
    browser.driver().get(house.address(path));
    Looks.requireUsable(browser, name + " in German");
    Looks.draw(browser, "de-" + name);
    browser.speak("en");
    browser.driver().get(house.address(path));
    Looks.take(browser, name);
  }

  @Test
  void numbersAreNeverBrokenHoweverLargeTheyAre() throws Exception {
    house.services().stock().setPrice(ADMIN, "d", 1, 1_000_000_000).join();
    house.services().stock().setPrice(ADMIN, "d", 2, 0).join();
    MemberRecord own = house.services().memberships().named(ADMIN, "bob");
    for (long credits : new long[] {900_000_000, 1_100_000_000, 500_000_000_000L}) {
      house.services().memberships().edit(ADMIN, own, MemberEdit.balance(credits)).join();
      browser.open(bob, house.address("/"));
      for (String language : List.of("en", "de")) {
        browser.speak(language);
        for (String page : List.of("/", "/machines/d", "/machines/d/slots/1", "/me")) {
          browser.driver().get(house.address(page));
          String which = page + " with " + credits + " in " + language;
          Looks.requireNarrow(browser, which);
          Looks.requireWhole(browser, which);
        }
      }
    }
  }

  @Test
  void everybodyCanUseEveryEndOfADrop() throws Exception {
    house.house().commandBoard("nack");
    buy(1);
    house.house().commandBoard("silence");
    buy(2);
    bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "60", "key", "later");
    browser.open(bob, house.address("/"));
    usable("drop-refused", "/drops/1");
    usable("drop-in-doubt", "/drops/2");
    usable("me-in-doubt", "/me");
    usable("drop-delayed", "/drops/3");
    usable("drops-all", "/drops");
    usable("floor-paused", "/");
    bob.post("/drops/3", "/drops/3/cancel");
    usable("drop-cancelled", "/drops/3");
  }

  @Test
  void everybodyCanUseADropThatIsOnItsWay() throws Exception {
    browser.open(bob, house.address("/machines/d/slots/1"));
    // As it is while the answer to a form is awaited.
    browser.driver().executeScript("document.querySelector('main form').dataset.sent = 'yes'");
    Looks.take(browser, "confirm-sent");
    house.house().commandBoard("silence");
    bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "0", "key", "now");
    usable("drop-sent", "/drops/1");
  }

  @Test
  void everythingWorksByKeyboardAlone() throws Exception {
    browser.look(1280, "light");
    browser.driver().get(house.address("/"));
    browser.tabTo("a.skip");
    assertThat(browser.text("a.skip")).isEqualTo("Skip to the page");
    browser.tabTo("header a[href='/login']");
    browser.key(Keys.ENTER);
    browser.await("#password");
    browser.tabTo("#name");
    browser.key("bob");
    browser.key(Keys.TAB);
    browser.key("bob's password");
    browser.key(Keys.ENTER);
    browser.await("header .balance", "1,000");

    browser.tabTo("#machine-d a.slot");
    browser.key(Keys.ENTER);
    browser.await("main h1", "Coke");
    browser.tabTo("input[name='delay']");
    browser.key(Keys.ARROW_LEFT);
    browser.tabTo("form[action='/drops'] button");
    browser.key(Keys.ENTER);
    browser.await("main h1", "Coke falls soon");
    browser.tabTo("form[action$='/cancel'] button");
    browser.key(Keys.SPACE);
    browser.await("main h1", "Coke was called off");

    browser.driver().get(house.address("/me"));
    browser.tabTo("#gift-to");
    browser.key("alice");
    browser.key(Keys.TAB);
    browser.key("7");
    browser.key(Keys.ENTER);
    browser.await(".notice.good", "The credits were given.");
    browser.tabTo("form[action='/me/gifts/undo'] button");
    browser.key(Keys.ENTER);
    browser.await(".notice.good", "The gift was taken back.");
    browser.tabTo("header form button");
  }

  @Test
  void everythingWorksWithoutScripts() throws Exception {
    try (Browser plain = new Browser(false)) {
      plain.driver().get(house.address("/me"));
      plain.press("main summary");
      plain.await("main details", "Ask an admin of the house to set a new one");
      plain.type("name", "bob");
      plain.type("password", "bob's password");
      plain.press("main form button");
      plain.await("main h1", "bob");
      plain.driver().get(house.address("/"));
      plain.press("#machine-d a.slot");
      plain.press("main form button");
      plain.await("main h1", "Enjoy your Coke");
      giveAndTakeBack(plain);
      plain.driver().get(house.address("/me/history"));
      plain.type("search", "root" + Keys.ENTER);
      plain.await("main", "Nothing was found for “root”.");
      plain.driver().get(house.address("/me/account"));
      plain.press("form[action='/me/public'] button");
      plain.await(".notice.good", "Saved.");
      plain.driver().get(house.address("/me/honours"));
      assertThat(plain.text("main")).contains("bob");
      plain.driver().get(house.address("/me/account"));
      plain.type("name", "a script");
      plain.press("form[action='/me/tokens'] button");
      assertThat(plain.await("#made-token").getText()).startsWith("drinkd_");
      plain.press("details summary");
      plain.press("form[action$='/revoke'] button");
      plain.await(".notice.good", "The token was ended.");
      plain.type("old", "bob's password");
      plain.type("new", "another password of bob's");
      plain.type("again", "another password of bob's");
      plain.press("form[action='/me/password'] button");
      plain.await(".notice.good", "Your password was changed.");
      plain.press("header form button");
      plain.await("header", "Sign in");
    }
  }

  private void giveAndTakeBack(Browser plain) {
    plain.driver().get(house.address("/me"));
    plain.type("to", "alice");
    plain.type("amount", "999999");
    plain.press("form[action='/me/gifts'] button");
    plain.await("#gift-amount-wrong", "Not enough credits");
    assertThat(plain.driver().findElement(By.name("to")).getDomProperty("value"))
        .isEqualTo("alice");
    plain.driver().findElement(By.name("amount")).clear();
    plain.type("amount", "5");
    plain.press("form[action='/me/gifts'] button");
    plain.await(".notice.good", "The credits were given.");
    plain.press("form[action='/me/gifts/undo'] button");
    plain.await(".notice.good", "The gift was taken back.");
  }
}
