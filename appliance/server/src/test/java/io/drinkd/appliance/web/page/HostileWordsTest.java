package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.service.Label;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.sunday.House;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** What people write is shown as they wrote it, and is never a part of a page. */
class HostileWordsTest {

  private static final String HOSTILE = "</title><img src=x onerror=window.hit=1>'{{7*7}}";
  private static final List<String> PAGES =
      List.of(
          "/",
          "/machines/d",
          "/machines/d/print",
          "/machines/d/slots/2",
          "/drops/1",
          "/me",
          "/me/history",
          "/me/account",
          "/me/honours",
          "/admin",
          "/admin/links",
          "/admin/machines",
          "/admin/machines/d",
          "/admin/sheet",
          "/admin/prices",
          "/admin/drops",
          "/admin/drops/1",
          "/admin/members/alice/history",
          "/admin/reports",
          "/admin/audit",
          "/admin/kiosks");

  @TempDir private Path data;

  @Test
  void areShownAsTheyAre() throws Exception {
    House.Options options = new House.Options();
    options.machine = HOSTILE;
    try (PageHouse house = new PageHouse(data, options);
        Browser browser = new Browser(true)) {
      Machine machine = house.services().foundation().machines().find("d").orElseThrow();
      for (int slot : new int[] {1, 2}) {
        SlotEdit edit = new SlotEdit(HOSTILE, 50, 5, 0, true);
        house.services().foundation().machines().edit(machine, slot, before -> edit, "test").join();
      }
      PageClient alice = new PageClient(house).signIn("alice");
      alice.post("/", "/drops", "machine", "d", "slot", "1", "delay", "60", "key", "k");
      alice.post("/me", "/me/gifts", "to", "bob", "amount", "1", "reason", HOSTILE, "key", "g");
      alice.post("/me/account", "/me/tokens", "name", HOSTILE, "days", "3", "scope", "read");
      house.services().kiosks().make(TestClaims.OPERATOR, "d", new Label(HOSTILE)).join();
      house.services().catalog().outOfService(TestClaims.OPERATOR, "d", new Remark(HOSTILE)).join();
      browser.open(alice, house.address("/"));
      for (String page : PAGES) {
        browser.driver().get(house.address(page));
        assertThat(browser.driver().executeScript("return window.hit")).as(page).isNull();
        assertThat(browser.driver().findElements(By.cssSelector("img[src=x]"))).as(page).isEmpty();
      }
      browser.driver().get(house.address("/"));
      assertThat(browser.text("#machine-d")).contains(HOSTILE);
      browser.driver().get(house.address("/me/history?search=%3Cimg%20src=x%20onerror=hit=1%3E"));
      assertThat(browser.text("main")).contains("<img src=x onerror=hit=1>");
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
