package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Where whoever goes by keyboard is after an order, and when the page of a drop changes. */
class FocusBrowserTest {

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

  /** Bob has asked for a drop that waits, and looks at it. */
  private static PageClient waiting(PageHouse house) throws Exception {
    PageClient bob = new PageClient(house).signIn("bob");
    bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "60", "key", "k");
    browser.open(bob, house.address("/drops/1"));
    browser.awaitLive();
    return bob;
  }

  private static boolean isOn(String css) {
    return Boolean.TRUE.equals(
        browser.driver().executeScript("return document.activeElement.matches(arguments[0])", css));
  }

  /** Puts the focus on an element, and counts from then on how often it moves. */
  private static void focus(String css) {
    browser
        .driver()
        .executeScript(
            "document.querySelector(arguments[0]).focus(); window.moves = 0;"
                + "document.addEventListener('focusin', () => window.moves++);",
            css);
  }

  private static void callOffElsewhere(PageClient member) throws Exception {
    member.post("/drops/1", "/drops/1/cancel");
    browser.await("#way h1", "Coke was called off");
  }

  @Test
  void anOrderByKeyboardLeadsToWhatBecameOfIt() throws Exception {
    try (PageHouse house = new PageHouse(data, PageHouse.still())) {
      browser.open(new PageClient(house).signIn("bob"), house.address("/machines/d/slots/1"));
      browser.tabTo("input[name='delay']");
      browser.key(Keys.ARROW_LEFT);
      browser.tabTo("form[action='/drops'] button");
      browser.key(Keys.ENTER);
      browser.await("#way:focus h1", "Coke falls soon");
      browser.key(Keys.TAB);
      assertThat(isOn("form[action$='/cancel'] button")).isTrue();
      browser.key(Keys.SPACE);
      browser.await("#way:focus h1", "Coke was called off");
      Looks.take(browser, "drop-by-keyboard");
      browser.look(1280, "light");
    }
  }

  @Test
  void whatChangesLeavesTheFocusWhereItIs() throws Exception {
    try (PageHouse house = new PageHouse(data, PageHouse.still())) {
      PageClient bob = waiting(house);
      focus("main .row a[href='/me']");
      callOffElsewhere(bob);
      assertThat(isOn("main .row a[href='/me']")).isTrue();
      assertThat(browser.driver().executeScript("return window.moves")).isEqualTo(0L);
    }
  }

  @Test
  void whatChangesIsReadOnceToWhoeverIsOnIt() throws Exception {
    try (PageHouse house = new PageHouse(data, PageHouse.still())) {
      PageClient bob = waiting(house);
      focus("#way");
      callOffElsewhere(bob);
      // It says itself what is new; whoever came to it anew would hear that twice.
      assertThat(browser.driver().executeScript("return window.moves")).isEqualTo(0L);
      assertThat(isOn("#way[role=status]")).isTrue();
    }
  }

  @Test
  void aButtonThatIsGoneLeavesItsPlaceToWhatIsThere() throws Exception {
    try (PageHouse house = new PageHouse(data, PageHouse.still())) {
      PageClient bob = waiting(house);
      focus("form[action$='/cancel'] button");
      callOffElsewhere(bob);
      assertThat(isOn("#way[role=status]")).isTrue();
    }
  }
}
