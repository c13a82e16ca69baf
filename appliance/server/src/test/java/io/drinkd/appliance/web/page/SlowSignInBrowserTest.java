package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.sunday.House;
import io.drinkd.driver.testkit.ManualTimers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** That whoever has to wait for a sign-in, because of wrong tries before, can read that. */
class SlowSignInBrowserTest {

  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** Keeps what the form says where another window sees it: this one is not asked meanwhile. */
  private static final String KEEP =
      """
      const words = document.querySelector("main form [role=status]");
      const tops = () => [...document.querySelectorAll("main *")]
        .filter(one => one !== words).map(one => one.getBoundingClientRect().top).join();
      const before = tops();
      new MutationObserver(() => {
        localStorage.said = [words.textContent, document.activeElement.localName,
          document.activeElement.getAttribute("aria-disabled"),
          before === tops() ? "still" : "moved"].join("|");
      }).observe(words, { childList: true });
      """;

  private static final String SIGNED_IN = "return fetch('/api/v1/me').then(me => me.ok);";

  @TempDir private Path data;

  @Test
  void aPasswordThatIsNotCheckedYetSaysSo() throws Exception {
    ManualTimers time = new ManualTimers();
    House.Options options = new House.Options();
    options.timers = Optional.of(time);
    options.logins = new LoginLimits(1, PAUSE, PAUSE);
    try (PageHouse house = new PageHouse(data, options);
        Browser browser = Browser.hasty()) {
      browser.look(1280, "light");
      browser.driver().get(house.address("/login"));
      browser.await("#name").sendKeys("bob");
      browser.type("password", "typo" + Keys.ENTER);
      browser.await("main .notice.bad", "Wrong name or password");
      final String own = browser.driver().getWindowHandle();
      browser.driver().switchTo().newWindow(WindowType.WINDOW);
      browser.driver().get(house.address("/login"));
      browser.await("#name");
      final String other = browser.driver().getWindowHandle();
      browser.driver().switchTo().window(own);
      browser.type("password", "bob's password");
      browser.driver().executeScript(KEEP);
      browser.press("main form button");

      browser.driver().switchTo().window(other);
      Object said =
          Awaitility.await("what the form says")
              .atMost(House.PATIENCE)
              .until(
                  () -> browser.driver().executeScript("return localStorage.said"),
                  words -> words != null);
      assertThat(said)
          .as("words, where the focus is, whether it can be pressed, and whether all stands still")
          .isEqualTo(
              "Still being checked. After wrong tries from here that takes up to 30 s."
                  + "|button|true|still");
      // The other window has the same session.
      Awaitility.await("that it is checked")
          .atMost(House.PATIENCE)
          .until(
              () -> {
                time.advance(PAUSE);
                return browser.driver().executeScript(SIGNED_IN);
              },
              Boolean.TRUE::equals);
      browser.driver().switchTo().window(own);
      browser.await("header .balance", "1,000");
    }
  }
}
