package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.web.oidc.LoopbackProvider;
import io.drinkd.appliance.web.oidc.Provider;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signing in by a provider of another site, in a browser. With {@code -Dpictures=FOLDER} it makes
 * pictures of the pages.
 */
class OutsideBrowserTest {

  private static final String LINK = "main a[href^='/login/oidc']";
  private static final String FIRST = "form[action='/login/oidc/first'] button";
  private static final String END = "form[action='/me/outside/remove'] button";

  @TempDir private Path data;

  @Test
  void everybodyCanSignInByIt() throws Exception {
    try (LoopbackProvider there = new LoopbackProvider();
        PageHouse house = new PageHouse(data, new Provider(there.settings()));
        Browser browser = new Browser(true)) {
      signInForTheFirstTime(house, browser);
      disconnect(house, browser);
      refusals(there, house, browser);
      admin(there, house, browser);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  /** Looks at a page in both languages; then it stands there in English. */
  private static void look(PageHouse house, Browser browser, String name, String path)
      throws Exception {
    browser.speak("de");
    browser.driver().get(house.address(path));
    assertThat(browser.driver().executeScript("return document.documentElement.lang"))
        .isEqualTo("de");
    // What else may be wrong is the same in both languages.
    Looks.requireNarrow(browser, name + " in German");
    browser.speak("en");
    browser.driver().get(house.address(path));
    Looks.take(browser, name);
  }

  private static void signInForTheFirstTime(PageHouse house, Browser browser) throws Exception {
    browser.look(320, "light");
    look(house, browser, "login-outside", "/login?next=/me/account");
    browser.press(LINK);
    browser.await("main h1", "Welcome");
    look(house, browser, "first", "/login/oidc/first?next=/me/account");
    browser.type("password", "wrong");
    browser.press(FIRST);
    browser.await(".notice.bad", "Wrong name or password");
    browser.type("password", "bob's password");
    browser.press(FIRST);
    browser.await("main h1", "Account settings");
    look(house, browser, "account-outside", "/me/account");
  }

  private static void disconnect(PageHouse house, Browser browser) throws Exception {
    browser.type("password", "wrong");
    browser.press(END);
    browser.await(".wrong", "That is not your password");
    browser.type("password", "bob's password");
    browser.press(END);
    browser.await(".notice.good", "The account is disconnected");
    look(house, browser, "account-outside-none", "/me/account?done=outside");
  }

  private static void refusals(LoopbackProvider there, PageHouse house, Browser browser)
      throws Exception {
    there.answer(LoopbackProvider.TOKEN, 500, "{}");
    browser.driver().manage().deleteAllCookies();
    browser.driver().get(house.address("/login"));
    browser.press(LINK);
    browser.await(".notice.bad", "cannot be reached just now");
    Looks.take(browser, "login-outside-away");
    browser.driver().get(house.address("/login/oidc/back?code=x&state=y"));
    browser.await(".notice.bad", "did not sign you in");
  }

  private static void admin(LoopbackProvider there, PageHouse house, Browser browser)
      throws Exception {
    String page = "/admin/members/bob";
    PageClient alice = new PageClient(house).signIn("alice");
    browser.open(alice, house.address(page));
    browser.type("subject", "4711");
    browser.press("form[action$='/outside'] button");
    browser.await(".notice.good", "The account is connected.");
    look(house, browser, "admin-member-outside", page);
    assertThat(browser.text("main")).contains("4711", there.issuer());
  }
}
