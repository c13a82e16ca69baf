package io.drinkd.appliance.web.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Label;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.sunday.House;
import io.drinkd.appliance.web.page.Browser;
import io.drinkd.appliance.web.page.Looks;
import io.drinkd.appliance.web.page.PageHouse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The screen beside a machine in a browser, whose keyboard is a card reader. */
class KioskBrowserTest {

  private static final Admin ADMIN = TestClaims.OPERATOR;

  @TempDir Path data;

  private static void pair(PageHouse house, Browser browser) {
    house
        .services()
        .memberships()
        .edit(ADMIN, house.services().memberships().named(ADMIN, "carol"), MemberEdit.balance(200))
        .join();
    String code = house.services().kiosks().make(ADMIN, "d", new Label("a tablet")).join().code();
    browser.driver().get(house.address("/kiosk/1"));
    browser.type("code", code + Keys.ENTER);
    browser.await("main h1", "Big Drink");
  }

  /** A reader types into whatever has the focus, which is the field for it once it is there. */
  private static void holdCard(Browser browser, String card) {
    browser.awaitFocus("card");
    browser.driver().switchTo().activeElement().sendKeys(card, Keys.ENTER);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void servesWhoeverHoldsACardToIt(boolean scripts) throws Exception {
    try (PageHouse house = new PageHouse(data);
        Browser browser = new Browser(scripts)) {
      pair(house, browser);

      holdCard(browser, "ffffffff");
      browser.await("main .notice.bad", "not known");
      holdCard(browser, "01ab23cd");
      browser.await("main h1", "Hello carol");
      browser.press("a.slot[href$='/1']");
      browser.press("main form[action$='/drops'] button");

      // It shows how the drop ends, and goes back by itself.
      await()
          .atMost(House.PATIENCE)
          .ignoreExceptions()
          .until(() -> browser.heading().equals("Big Drink"));
      assertThat(browser.driver().getCurrentUrl()).endsWith("/kiosk/1");
      assertThat(browser.driver().findElements(By.name("card"))).hasSize(1);
      assertThat(house.house().booksDisagreements()).isEmpty();
    }
  }

  @Test
  void aTouchEndsWhatADropSaysAndHoldingACardDoesNot() throws Exception {
    try (PageHouse house = new PageHouse(data);
        Browser browser = new Browser(true)) {
      browser.look(320, "light");
      pair(house, browser);
      holdCard(browser, "01ab23cd");
      browser.await("a.slot[href$='/1']");
      browser.press("a.slot[href$='/1']");
      browser.press("main form[action$='/drops'] button");
      browser.await("main h1", "Enjoy your Coke");
      browser.await("[data-leave]", "Touch the screen");
      browser.stay();
      Looks.take(browser, "kiosk-dropped");
      Object seconds =
          browser.driver().findElement(By.cssSelector("[data-leave]")).getAttribute("data-leave");
      assertThat(seconds).as("for whoever does not touch it").isEqualTo("10");

      // A finger that is still on its way when the words come is not taken for an answer.
      await()
          .atMost(House.PATIENCE)
          .ignoreExceptions()
          .until(
              () -> {
                browser.driver().findElement(By.cssSelector(".steps")).click();
                return browser.heading().equals("Big Drink");
              });
      assertThat(browser.driver().getCurrentUrl()).endsWith("/kiosk/1");
      assertThat(browser.text("main")).doesNotContain("carol");
    }
  }

  /** Keeps what the page would do after more than some seconds, for the test to do it. */
  private static final String KEEP_LATE =
      """
      const wait = setTimeout;
      window.late = [];
      window.setTimeout = (then, millis, ...more) =>
        millis > 5000 ? late.push(then) : wait(then, millis, ...more);
      """;

  private static final String SUBMIT_AND_LET_TIME_PASS =
      """
      const now = performance.now.bind(performance);
      performance.now = () => now() + 60000;
      const card = document.getElementById("card");
      card.value = arguments[0];
      card.form.requestSubmit();
      late.forEach(then => then());
      """;

  @Test
  void aCardThatIsNotCheckedYetKeepsTheScreen() throws Exception {
    try (PageHouse house = new PageHouse(data);
        Browser browser = new Browser(true)) {
      browser
          .driver()
          .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", KEEP_LATE));
      pair(house, browser);
      holdCard(browser, "ffffffff");
      browser.await("main .notice.bad", "not known");

      browser.driver().executeScript(SUBMIT_AND_LET_TIME_PASS, "01ab23cd");

      browser.await("main h1", "Hello carol");
    }
  }

  @Test
  void everybodyCanUseEveryScreen() throws Exception {
    try (PageHouse house = new PageHouse(data);
        Browser browser = new Browser(true)) {
      browser.look(320, "light");
      browser.driver().get(house.address("/kiosk/1"));
      Looks.take(browser, "kiosk-pair");
      pair(house, browser);
      Looks.take(browser, "kiosk-idle");
      holdCard(browser, "ffffffff");
      browser.await("main .notice.bad");
      browser.stay();
      Looks.take(browser, "kiosk-unknown");
      holdCard(browser, "01ab23cd");
      browser.await("main h1", "Hello carol");
      browser.stay();
      Looks.take(browser, "kiosk-choice");
      browser.look(320, "light");
      house.house().commandBoard("silence");
      browser.press("a.slot[href$='/2']");
      browser.await("main form[action$='/drops']");
      browser.stay();
      Looks.take(browser, "kiosk-confirm");
      browser.speak("de");
      browser.driver().navigate().refresh();
      browser.stay();
      Looks.requireUsable(browser, "kiosk-confirm in German");
      Looks.draw(browser, "de-kiosk-confirm");
      browser.press("main form[action$='/drops'] button");
      browser.await("#way h1");
      browser.stay();
      Looks.take(browser, "de-kiosk-drop");
      browser.driver().get(house.address("/kiosk/1/nowhere"));
      browser.stay();
      Looks.take(browser, "kiosk-missing");
      browser.driver().get(house.address("/kiosk/1"));
      Looks.draw(browser, "de-kiosk-idle");
      house.house().takeOutOfService();
      browser.driver().get(house.address("/kiosk/1"));
      Looks.take(browser, "de-kiosk-out-of-service");
    }
  }
}
