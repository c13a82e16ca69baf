package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.sunday.House;
import io.drinkd.driver.testkit.ManualTimers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.interactions.Actions;

/** That a page in a browser shows the house as it is, whatever happens elsewhere. */
class LiveBrowserTest {

  private static final String COKE = "#machine-d .slots li:first-child";

  private static final Admin ADMIN = TestClaims.OPERATOR;

  private static Browser browser;

  @TempDir private Path data;

  @BeforeAll
  static void start() {
    browser = new Browser(true);
    browser.look(1280, "light");
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void leave() {
    browser.driver().get("about:blank");
    assertThat(browser.complaints()).isEmpty();
  }

  private static void confirm(PageHouse house) {
    browser.driver().get(house.address("/machines/d/slots/1"));
    browser.awaitLive();
    browser.press("main form button");
  }

  @Test
  void showsInOneBrowserWhatAnotherOneDoes() throws Exception {
    try (PageHouse house = new PageHouse(data)) {
      browser.open(new PageClient(house).signIn("bob"), house.address("/"));
      browser.awaitLive();
      String bobs = browser.driver().getWindowHandle();
      assertThat(browser.text("header .balance")).contains("1,000");
      browser.driver().switchTo().newWindow(WindowType.WINDOW);
      // Another host has other cookies.
      String elsewhere = house.address("/").replace("127.0.0.1", "localhost");
      browser.open(new PageClient(house).signIn("alice"), elsewhere);
      browser.awaitLive();
      assertThat(browser.text(COKE)).contains("not enough credits");
      String alices = browser.driver().getWindowHandle();

      browser.driver().switchTo().window(bobs);
      confirm(house);
      browser.await("main h1", "Enjoy your Coke");
      assertThat(browser.driver().getTitle()).startsWith("Enjoy your Coke");
      browser.await("header .balance", "950");
      browser.driver().get(house.address("/me"));
      browser.type("to", "alice");
      browser.type("amount", "100");
      browser.press("form[action='/me/gifts'] button");
      browser.await("header .balance", "850");

      browser.driver().switchTo().window(alices);
      browser.await(COKE, "4 left");
      browser.await("header .balance", "100");
      house.house().takeOutOfService();
      browser.await("#machine-d .pill", "Out of service");
      assertThat(browser.text("#machine-d")).contains("the belt is torn");
      browser.driver().close();
      browser.driver().switchTo().window(bobs);
    }
  }

  @Test
  void makesOneDropOfTwoClicksAndReloads() throws Exception {
    try (PageHouse house = new PageHouse(data)) {
      PageClient bob = new PageClient(house).signIn("bob");
      browser.open(bob, house.address("/machines/d/slots/1"));
      browser.driver().navigate().refresh();
      new Actions(browser.driver())
          .doubleClick(browser.driver().findElement(By.cssSelector("main form button")))
          .perform();
      browser.await("main h1", "Enjoy your Coke");
      browser.driver().navigate().refresh();
      browser.await("main h1", "Enjoy your Coke");
      assertThat(browser.driver().getCurrentUrl()).endsWith("/drops/1");
      assertThat(bob.get("/drops/2").statusCode()).isEqualTo(404);
      assertThat(browser.text("header .balance")).contains("950");
    }
  }

  private static void connect(boolean connected) {
    browser.driver().executeCdpCommand("Network.enable", Map.of());
    browser
        .driver()
        .executeCdpCommand(
            "Network.emulateNetworkConditions",
            Map.of(
                "offline",
                !connected,
                "latency",
                0,
                "downloadThroughput",
                -1,
                "uploadThroughput",
                -1));
  }

  @Test
  void anOrderWithoutAConnectionStaysOnThePageAndIsSentOnce() throws Exception {
    try (PageHouse house = new PageHouse(data)) {
      PageClient bob = new PageClient(house).signIn("bob");
      browser.open(bob, house.address("/machines/d/slots/1"));
      browser.awaitLive();
      String key = browser.driver().findElement(By.name("key")).getAttribute("value");
      connect(false);
      try {
        browser.press("main form button");
        browser.await("[data-unsent]", "Press once more as soon as there is a connection");
        Looks.take(browser, "confirm-unsent");
        browser.press("main form button");
        browser.await("[data-unsent]", "No connection");
        // One that arrived though its answer did not.
        bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "0", "key", key);
      } finally {
        connect(true);
      }
      pressOnceItStays("main form button");
      browser.await("main h1", "Enjoy your Coke");
      assertThat(browser.driver().getCurrentUrl()).endsWith("/drops/1");
      assertThat(bob.get("/drops/2").statusCode()).as("one drink").isEqualTo(404);
      assertThat(browser.text("header .balance")).contains("950");
      browser.complaints();
    }
  }

  /** A page that catches up may replace a button by a like one at that moment. */
  private void pressOnceItStays(String selector) {
    await()
        .atMost(House.PATIENCE)
        .ignoreException(StaleElementReferenceException.class)
        .until(
            () -> {
              browser.press(selector);
              return true;
            });
  }

  @Test
  void anOrderThatIsRefusedSaysWhy() throws Exception {
    try (PageHouse house = new PageHouse(data)) {
      browser.open(new PageClient(house).signIn("bob"), house.address("/machines/d/slots/1"));
      browser.driver().executeScript("document.querySelector('[name=key]').value = ' '");
      browser.press("main form button");
      browser.await(".notice.bad:not([hidden])", "That form cannot be used");
    }
  }

  @Test
  void saysSoWhenAnotherDrinkOrPriceIsThereBeforeItIsOrdered() throws Exception {
    try (PageHouse house = new PageHouse(data)) {
      browser.open(new PageClient(house).signIn("bob"), house.address("/machines/d/slots/1"));
      browser.awaitLive();
      house.services().stock().setPrice(ADMIN, "d", 1, 45).join();
      browser.await("#offer [role=alert]", "This is not what you saw before");
      assertThat(browser.text("#offer")).contains("45 credits");
      assertThat(browser.driver().findElement(By.name("price")).getAttribute("value"))
          .as("what was seen")
          .isEqualTo("50");
      Looks.take(browser, "confirm-changed");
      // What the page missed is no other thing.
      browser.driver().executeScript("dispatchEvent(new Event('online'))");
      browser.awaitLive();
      browser.await("#offer [role=alert]", "This is not what you saw before");
      pressOnceItStays("#drop-it a");
      browser.await("#drop-it button", "Drop it");
      assertThat(browser.text("#offer")).contains("45 credits").doesNotContain("saw before");
      browser.press("main form button");
      browser.await("main h1", "Enjoy your Coke");
      assertThat(browser.text("main")).contains("45 credits");
    }
  }

  @Test
  void saysThatADropIsInDoubt() throws Exception {
    try (PageHouse house = new PageHouse(data)) {
      browser.open(new PageClient(house).signIn("bob"), house.address("/me"));
      house.house().commandBoard("silence");
      confirm(house);
      browser.await("main h1", "Did Coke fall?");
      assertThat(browser.text("main")).contains("The credits stay set aside");
      browser.await(".steps .doubt");
      browser.driver().get(house.address("/me"));
      browser.await("#underway", "Did Coke fall?");
      browser.await("#purse", "Set aside");
    }
  }

  @Test
  void saysSoWhenTheBoardIsKilledInMidDrop() throws Exception {
    try (PageHouse house = new PageHouse(data)) {
      browser.open(new PageClient(house).signIn("bob"), house.address("/me"));
      house.house().commandBoard("cut");
      confirm(house);
      browser.await("main h1", "Did Coke fall?");
    }
  }

  @Test
  void readsAllOfItAnewWhenTheApplianceWasRestarted() throws Exception {
    PageHouse house = new PageHouse(data);
    try {
      browser.open(new PageClient(house).signIn("bob"), house.address("/"));
      browser.awaitLive();
      browser.driver().executeScript("window.same = true");
      house = house.restarted(data);
      PageClient again = new PageClient(house).signIn("bob");
      again.post("/", "/drops", "machine", "d", "slot", "1", "delay", "0", "key", "after");
      browser.await(COKE, "4 left");
      browser.await("header .balance", "950");
      browser.awaitLive();
      assertThat(browser.driver().executeScript("return window.same === true"))
          .as("the page was not loaded as a whole")
          .isEqualTo(true);
      assertThat(browser.driver().findElement(By.id("offline")).isDisplayed()).isFalse();
      // That it was away is what the browser has to say.
      browser.complaints();
    } finally {
      house.close();
    }
  }

  @Test
  void showsWhatHappensBetweenTheAnswerAndTheStream() throws Exception {
    try (PageHouse house = new PageHouse(data)) {
      browser.open(new PageClient(house).signIn("bob"), house.address("/"));
      browser.awaitLive();
      browser
          .driver()
          .executeAsyncScript(
              "const done = arguments[0];"
                  + "fetch('/').then(a => a.text()).then(t => { window.before = t; done(); });");
      house.house().disable(1);
      browser.await("#machine-d", "not on sale");

      Object shown =
          browser
              .driver()
              .executeScript(
                  "const before = window.before;"
                      + "document.open(); document.write(before); document.close();"
                      + "return document.getElementById('machine-d').innerText;");
      assertThat((String) shown).doesNotContain("not on sale");

      browser.await("#machine-d", "not on sale");
    }
  }

  @Test
  void saysSoWhileTheApplianceIsAway() throws Exception {
    try (PageHouse house = new PageHouse(data)) {
      browser.open(new PageClient(house).signIn("bob"), house.address("/"));
      browser.awaitLive();
    }
    browser.await("#offline", "No connection.");
    Looks.take(browser, "floor-offline");
    browser.complaints();
  }

  @Test
  void listensToNothingWhileNobodySeesItAndIsThenAsTheHouseIs() throws Exception {
    ManualTimers time = new ManualTimers();
    try (PageHouse house = new PageHouse(data, time)) {
      browser.open(new PageClient(house).signIn("bob"), house.address("/"));
      browser.awaitLive();
      // Streams say every few seconds that they are there, as long as there are any.
      await().atMost(House.PATIENCE).until(() -> time.waiting() == 1);
      String page = browser.driver().getWindowHandle();
      browser.driver().switchTo().newWindow(WindowType.TAB);
      await().atMost(House.PATIENCE).until(() -> time.waiting() == 0);
      house.house().disable(1);

      browser.driver().close();
      browser.driver().switchTo().window(page);
      browser.await("#machine-d", "not on sale");
      await().atMost(House.PATIENCE).until(() -> time.waiting() == 1);
    }
  }

  @Test
  void leavesThePageOfWhoeverIsSignedOutElsewhere() throws Exception {
    try (PageHouse house = new PageHouse(data)) {
      browser.open(new PageClient(house).signIn("bob"), house.address("/me"));
      browser.awaitLive();
      PageClient other = new PageClient(house).signIn("bob");
      other.post("/me/account", "/me/sign-out-everywhere");
      browser.await("main h1", "Sign in");
      assertThat(browser.text("header")).doesNotContain("credits");
    }
  }

  @Test
  void callsOffADropThatWaits() throws Exception {
    try (PageHouse house = new PageHouse(data, PageHouse.still())) {
      PageClient bob = new PageClient(house).signIn("bob");
      browser.open(bob, house.address("/machines/d/slots/1"));
      browser.driver().findElement(By.cssSelector("input[value='60']")).click();
      browser.press("main form button");
      browser.await("main h1", "Coke falls soon");
      browser.press("form[action$='/cancel'] button");
      browser.await("main h1", "Coke was called off");
      await().atMost(House.PATIENCE).until(() -> browser.text("header").contains("1,000"));
    }
  }

  @Test
  void whatIsDueIsNotSaidToFallSoon() throws Exception {
    ManualTimers time = PageHouse.still();
    try (PageHouse house = new PageHouse(data, time)) {
      PageClient bob = new PageClient(house).signIn("bob");
      bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "60", "key", "k");
      time.advance(Duration.ofSeconds(57));
      browser.open(bob, house.address("/drops/1"));
      browser.awaitLive();
      connect(false);
      try {
        browser.await("#way", "It should fall now; there is no news of it yet.");
        assertThat(browser.text("#way")).doesNotContain("you can still call it off");
        Looks.take(browser, "drop-due");
      } finally {
        connect(true);
      }
      time.advance(Duration.ofSeconds(3));
      browser.complaints();
    }
  }

  @Test
  void callingOffWithoutAConnectionStaysOnThePageAndIsPressedAgain() throws Exception {
    try (PageHouse house = new PageHouse(data, PageHouse.still())) {
      PageClient bob = new PageClient(house).signIn("bob");
      bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "60", "key", "k");
      browser.open(bob, house.address("/drops/1"));
      browser.awaitLive();
      connect(false);
      try {
        browser.press("form[action$='/cancel'] button");
        browser.await("[data-unsent]", "Nobody knows whether it was called off");
        Looks.take(browser, "drop-unsent");
      } finally {
        connect(true);
      }
      pressOnceItStays("form[action$='/cancel'] button");
      browser.await("main h1", "Coke was called off");
      browser.await("main", "You called it off.");
      browser.complaints();
    }
  }

  @Test
  void callingOffIsInReachOnATelephone() throws Exception {
    try (PageHouse house = new PageHouse(data, PageHouse.still())) {
      PageClient bob = new PageClient(house).signIn("bob");
      bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "60", "key", "k");
      for (String language : new String[] {"en", "de"}) {
        browser.speak(language);
        browser.look(390, "light");
        browser.open(bob, house.address("/drops/1"));
        Object end =
            browser
                .driver()
                .executeScript(
                    "return document.querySelector('form[action$=\"/cancel\"] button')"
                        + ".getBoundingClientRect().bottom");
        assertThat(((Number) end).doubleValue()).as(language).isLessThan(844);
      }
    } finally {
      browser.speak("en");
      browser.look(1280, "light");
    }
  }
}
