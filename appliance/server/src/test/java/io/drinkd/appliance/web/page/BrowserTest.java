package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/**
 * The pages in a browser: what people do with them, and whether everybody can. With {@code
 * -Dpictures=FOLDER} it makes pictures of them.
 */
class BrowserTest {

  private static final Map<String, String> PAGES = new LinkedHashMap<>();

  static {
    PAGES.put("floor", "/");
    PAGES.put("machine", "/machines/d");
    PAGES.put("print", "/machines/d/print");
    PAGES.put("confirm", "/machines/d/slots/1");
    PAGES.put("drop", "/drops/1");
    PAGES.put("me", "/me");
    PAGES.put("history", "/me/history");
    PAGES.put("account", "/me/account");
    PAGES.put("missing", "/nowhere");
  }

  @TempDir Path data;

  private static void signIn(PageHouse house, Browser browser) {
    browser.driver().get(house.address("/me"));
    browser.press("main a.button");
    browser.type("name", "bob");
    browser.type("password", "bob's password");
    browser.press("main form button");
    assertThat(browser.heading()).isEqualTo("bob");
  }

  private static void buy(PageHouse house, Browser browser) {
    browser.driver().get(house.address("/"));
    browser.press("#machine-d a.slot");
    browser.press("main form button");
    assertThat(browser.driver().getCurrentUrl()).endsWith("/drops/1");
  }

  @Test
  void everythingWorksWithoutScripts() throws Exception {
    try (PageHouse house = new PageHouse(data);
        Browser browser = new Browser(false)) {
      signIn(house, browser);
      buy(house, browser);

      browser.driver().get(house.address("/me"));
      browser.type("to", "alice");
      browser.type("amount", "999999");
      browser.press("form[action='/me/gifts'] button");
      assertThat(browser.driver().findElement(By.cssSelector(".notice.bad")).getText())
          .contains("Not enough credits");
      assertThat(browser.driver().findElement(By.name("to")).getDomProperty("value"))
          .isEqualTo("alice");
      browser.driver().findElement(By.name("amount")).clear();
      browser.type("amount", "5");
      browser.press("form[action='/me/gifts'] button");
      assertThat(browser.driver().findElement(By.cssSelector(".notice.good")).getText())
          .contains("The credits were given.");
      browser.press("form[action='/me/gifts/undo'] button");
      assertThat(browser.driver().findElement(By.cssSelector(".notice.good")).getText())
          .contains("The gift was taken back.");

      browser.driver().get(house.address("/me/account"));
      browser.type("name", "a script");
      browser.press("form[action='/me/tokens'] button");
      assertThat(browser.driver().findElement(By.id("made-token")).getText()).startsWith("drinkd_");
      browser.press("header form button");
      assertThat(browser.driver().findElement(By.cssSelector("header")).getText())
          .contains("Sign in");
    }
  }

  @Test
  void everybodyCanUseEveryPage() throws Exception {
    try (PageHouse house = new PageHouse(data);
        Browser browser = new Browser(true)) {
      browser.look(320, "light");
      browser.driver().get(house.address("/"));
      Looks.requireUsable(browser, "floor-anybody");
      browser.driver().get(house.address("/login"));
      Looks.take(browser, "login");
      signIn(house, browser);
      buy(house, browser);
      for (Map.Entry<String, String> page : PAGES.entrySet()) {
        browser.driver().get(house.address(page.getValue()));
        Looks.take(browser, page.getKey());
      }
    }
  }
}
