package io.drinkd.appliance.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Drops;
import io.drinkd.appliance.service.Label;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.sunday.House;
import io.drinkd.appliance.web.page.Browser;
import io.drinkd.appliance.web.page.Looks;
import io.drinkd.appliance.web.page.PageClient;
import io.drinkd.appliance.web.page.PageHouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.TimeoutException;

/** The pages of the admins in a browser: what admins do with them, and whether everybody can. */
class AdminBrowserTest {

  private static final Admin ADMIN = TestClaims.OPERATOR;
  private static final Map<String, String> PAGES = new LinkedHashMap<>();

  static {
    PAGES.put("todo", "");
    PAGES.put("machines", "/machines");
    PAGES.put("machine", "/machines/d");
    PAGES.put("slot", "/machines/d/slots/1");
    PAGES.put("sheet", "/sheet");
    PAGES.put("prices", "/prices");
    PAGES.put("members", "/members");
    PAGES.put("new-member", "/new-member");
    PAGES.put("import", "/import");
    PAGES.put("member", "/members/bob");
    PAGES.put("member-history", "/members/bob/history");
    PAGES.put("drops", "/drops");
    PAGES.put("drop", "/drops/1");
    PAGES.put("doubt", "/drops/2");
    PAGES.put("reports", "/reports");
    PAGES.put("audit", "/audit");
    PAGES.put("links", "/links");
    PAGES.put("link", "/links/d");
    PAGES.put("kiosks", "/kiosks");
    PAGES.put("house", "/house");
  }

  @TempDir Path data;

  private static void signIn(PageHouse house, Browser browser) {
    browser.driver().get(house.address("/login?next=/admin"));
    browser.type("name", "alice");
    browser.type("password", "alice's password" + Keys.ENTER);
    browser.await("main h1", "To do");
  }

  /** Bob has had one drop, and nobody knows what became of the next. */
  private static void dropTwice(PageHouse house) throws Exception {
    PageClient bob = new PageClient(house).signIn("bob");
    bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "0", "key", "one");
    await()
        .atMost(House.PATIENCE)
        .until(() -> bob.get("/drops/1").body().contains("Enjoy your Coke"));
    house.house().commandBoard("silence");
    bob.post("/", "/drops", "machine", "d", "slot", "2", "delay", "0", "key", "two");
    await()
        .atMost(House.PATIENCE)
        .until(
            () ->
                house.services().catalog().machine("d").status() == MachineStatus.QUARANTINED
                    && !house.services().drops().inDoubt(ADMIN).join().isEmpty());
  }

  @Test
  void whatThereIsToDoIsShownAsSoonAsItIsAndNoLonger() throws Exception {
    PageHouse house = new PageHouse(data);
    try (Browser browser = new Browser(true)) {
      signIn(house, browser);
      browser.await("#todo", "Nothing is in doubt.");
      browser.awaitLive();
      browser.driver().executeScript("window.same = true");
      dropTwice(house);
      browser.await("#todo", "Root Beer");
      browser.await("#todo", "Big Drink");
      house
          .services()
          .drops()
          .resolve(ADMIN, 2, Drops.decision("refunded"), new Remark("no can"))
          .join();
      browser.await("#todo", "Nothing is in doubt.");
      house = house.restarted(data);
      house.house().takeOutOfService();
      browser.await("#todo", "the belt is torn");
      assertThat(browser.driver().executeScript("return window.same")).isEqualTo(true);
    } finally {
      house.close();
    }
  }

  private static void requireNotice(Browser browser, String words) {
    browser.await("main .notice.good", words);
  }

  @Test
  void keepsTheHouseWithoutScripts() throws Exception {
    try (PageHouse house = new PageHouse(data);
        Browser browser = new Browser(false)) {
      signIn(house, browser);
      dropTwice(house);

      browser.press(".desk a[href='/admin/machines']");
      browser.press("main h2 a[href='/admin/machines/d']");
      browser.type("count-1", "3");
      browser.press("form[action$='/restock'] button");
      requireNotice(browser, "The counts were saved.");
      asksBeforeAnUnusualPrice(browser);
      browser.type("reason", "the belt is torn");
      browser.press("form[action$='/out-of-service'] button");
      requireNotice(browser, "out of service");
      browser.press("form[action$='/in-service'] button");
      requireNotice(browser, "back in service");

      browser.press(".desk a[href='/admin/drops']");
      browser.press("main a[href='/admin/drops/2']");
      browser.await("pre.trace", "> ");
      browser.type("reason", "no can in the tray");
      browser.press("button[value='refunded']");
      requireNotice(browser, "It is decided.");

      browser.press(".desk a[href='/admin/members']");
      browser.press("main a[href='/admin/members/bob']");
      browser.type("amount", "12");
      browser.type("reason", "for carrying");
      browser.press("form[action$='/grants'] button");
      requireNotice(browser, "The credits were granted.");

      asksBeforeAnUnusualList(browser);

      browser.press(".desk a[href='/admin/kiosks']");
      browser.type("name", "a tablet");
      browser.press("form[action='/admin/kiosks'] button");
      assertThat(browser.await("#code").getText()).hasSizeGreaterThan(7);
      watchLink(house, browser);
    }
  }

  private static void asksBeforeAnUnusualPrice(Browser browser) {
    browser.press("main a[href='/admin/machines/d/slots/2']");
    browser.await("input[name='price']").clear();
    browser.type("price", "60000");
    browser.press("main form button");
    browser.await("main .notice.warn", "drinks here do not usually cost so much");
    browser.press("button[value='no']");
    // The question has such a field as well, which nobody sees.
    assertThat(browser.await("input[name='price']").getDomProperty("value")).isEqualTo("60000");
    browser.press("main form button");
    browser.await("button[value='yes']").click();
    requireNotice(browser, "The slot was saved.");
    browser.await("main .entries", "60,000");
  }

  private static void asksBeforeAnUnusualList(Browser browser) {
    browser.press(".desk a[href='/admin/members']");
    browser.press("main a[href='/admin/import']");
    browser.type("csv", "name,credits\nzoe,7\nyann,60000\n");
    browser.press("form[action='/admin/import'] button");
    browser.await("main .notice.warn", "grants more credits than is usual here");
    browser.await("main .entries", "60,000");
    browser.press("button[value='no']");
    assertThat(browser.await("textarea").getDomProperty("value"))
        .isEqualTo("name,credits\nzoe,7\nyann,60000\n");
    browser.press("form[action='/admin/import'] button");
    browser.await("button[value='yes']").click();
    requireNotice(browser, "Members added: 2");
  }

  /** The page does not end while it is watched; the browser gives up waiting for that. */
  private static void watchLink(PageHouse house, Browser browser) {
    AtomicInteger seconds = new AtomicInteger(1);
    await()
        .atMost(House.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              open(house, browser, Duration.ofSeconds(seconds.getAndAdd(seconds.get())));
              assertThat(browser.text("pre.trace")).contains("> ");
            });
  }

  private static void open(PageHouse house, Browser browser, Duration most) {
    browser.driver().manage().timeouts().pageLoadTimeout(most);
    try {
      browser.driver().get(house.address("/admin/links/d/trace"));
    } catch (TimeoutException e) {
      assertThat(e).isNotNull();
    }
  }

  @Test
  void everybodyCanUseEveryPage() throws Exception {
    try (PageHouse house = new PageHouse(data);
        Browser browser = new Browser(true)) {
      browser.look(320, "light");
      signIn(house, browser);
      dropTwice(house);
      house.services().kiosks().make(ADMIN, "d", new Label("a")).join();
      for (Map.Entry<String, String> page : PAGES.entrySet()) {
        browser.driver().get(house.address("/admin" + page.getValue()));
        Looks.take(browser, "admin-" + page.getKey());
      }
      browser.driver().get(house.address("/admin/machines/d"));
      browser.type("count-1", "many");
      browser.press("form[action$='/restock'] button");
      browser.await("main [aria-invalid=true]");
      Looks.take(browser, "admin-refused");
      browser.driver().get(house.address("/admin/new-member"));
      browser.type("name", "zoe");
      browser.type("password", "of zoe");
      browser.type("credits", "500000");
      browser.press("main form button");
      browser.await("main .notice.warn", "so many are not usually granted here");
      Looks.take(browser, "admin-question");
      browser.driver().get(house.address("/admin/import"));
      browser.driver().findElement(By.name("csv")).sendKeys("name,credits\nzoe,much\n");
      browser.press("form[action='/admin/import'] button");
      browser.await("#mistakes");
      Looks.take(browser, "admin-import-refused");
      browser.driver().get(house.address("/admin/import"));
      browser.type("csv", "name,credits\nzoe,500000\nyann,7\nbartholomew-the-younger,90000\n");
      browser.press("form[action='/admin/import'] button");
      browser.await("main .notice.warn", "grants more credits than is usual here");
      Looks.take(browser, "admin-import-question");

      browser.speak("de");
      for (Map.Entry<String, String> page : PAGES.entrySet()) {
        browser.driver().get(house.address("/admin" + page.getValue()));
        assertThat(browser.driver().executeScript("return document.documentElement.lang"))
            .isEqualTo("de");
        Looks.requireNarrow(browser, "admin-" + page.getKey() + " in German");
        Looks.draw(browser, "de-admin-" + page.getKey());
      }
    }
  }
}
