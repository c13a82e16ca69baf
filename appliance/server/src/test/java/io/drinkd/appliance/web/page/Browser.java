package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.sunday.House;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpCookie;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium of this host, without a window. */
public final class Browser implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static final Duration START_MOST = Duration.ofMinutes(2);
  private static final Duration SCRIPT_MOST = Duration.ofMinutes(2);
  private static final int TABS_MAX = 80;

  /** It warns of each Chromium that is newer than itself; kept here, for else it is forgotten. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  public Browser(boolean scripts) {
    this(scripts, PageLoadStrategy.NORMAL);
  }

  /** One whose page can be looked at while the next one is on its way. */
  public static Browser hasty() {
    return new Browser(true, PageLoadStrategy.NONE);
  }

  private Browser(boolean scripts, PageLoadStrategy strategy) {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "found no chromium and chromium-driver; install them to test the pages in a browser");
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.setPageLoadStrategy(strategy);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--lang=en");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    if (!scripts) {
      options.setExperimentalOption(
          "prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
    }
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .withTimeout(START_MOST)
                .build(),
            options);
    driver.manage().timeouts().scriptTimeout(SCRIPT_MOST);
  }

  public ChromeDriver driver() {
    return driver;
  }

  /** Types into a field of the page, once it is there. */
  public void type(String field, String text) {
    Awaitility.await(field)
        .atMost(House.PATIENCE)
        .ignoreExceptions()
        .until(() -> driver.findElement(By.name(field)), WebElement::isDisplayed)
        .sendKeys(text);
  }

  /**
   * Presses the button of the form in the page that has it, not that in the bar, once it is there.
   */
  public void press(String css) {
    await(css).click();
  }

  /** The heading of the page, or of the next one if that is on its way. */
  public String heading() {
    return Awaitility.await("a heading")
        .atMost(House.PATIENCE)
        .ignoreExceptions()
        .until(() -> text("main h1"), text -> !text.isEmpty());
  }

  public void look(int width, String theme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", theme),
                // What fades from one colour to another has for a moment too little contrast.
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Opens a page as a member who has signed in elsewhere. */
  public void open(PageClient member, String address) {
    driver.get(address);
    for (HttpCookie cookie : member.cookies()) {
      driver.manage().addCookie(new Cookie(cookie.getName(), cookie.getValue(), "/"));
    }
    driver.get(address);
  }

  /** Waits until the page listens to what happens. */
  public void awaitLive() {
    await("html[data-stream=open]");
  }

  /** Waits until whoever types does so into that field. */
  public void awaitFocus(String field) {
    Awaitility.await("focus on " + field)
        .atMost(House.PATIENCE)
        .ignoreExceptions()
        .until(() -> driver.switchTo().activeElement().getAttribute("name"), field::equals);
  }

  /** Waits for an element of the page. */
  public WebElement await(String css) {
    return Awaitility.await(css)
        .atMost(House.PATIENCE)
        .ignoreExceptions()
        .until(() -> driver.findElement(By.cssSelector(css)), WebElement::isDisplayed);
  }

  /** Waits until an element of the page says that, among other things. */
  public void await(String css, String words) {
    Awaitility.await(css + " says " + words)
        .atMost(House.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(text(css)).contains(words));
  }

  public String text(String css) {
    return driver.findElement(By.cssSelector(css)).getText();
  }

  /** Presses a key. */
  public void key(CharSequence key) {
    new Actions(driver).sendKeys(key).perform();
  }

  /** Moves on with the tabulator key until it is on that element; whoever looks sees where. */
  public void tabTo(String css) {
    for (int i = 0; i < TABS_MAX; i++) {
      key(Keys.TAB);
      WebElement here = driver.switchTo().activeElement();
      if (Boolean.TRUE.equals(
          driver.executeScript("return arguments[0].matches(arguments[1])", here, css))) {
        assertThat(here.getCssValue("outline-style")).as(css).isEqualTo("solid");
        return;
      }
    }
    throw new AssertionError("the tabulator key does not lead to " + css);
  }

  /**
   * What the browser has complained about since it was asked last: errors of the script, and what
   * the policy of the site forbids; not that there is no such page.
   */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .filter(message -> !message.contains("Failed to load resource"))
        .toList();
  }

  /** From now on it asks for pages in that language. */
  public void speak(String language) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", language)));
  }

  /** A screen that goes on by itself after a time stays, however long it takes to look at it. */
  public void stay() {
    driver.executeScript(
        "for (let last = setTimeout(() => {}); last > 0; last--) clearTimeout(last);");
  }

  /** What axe finds wrong with the page for people who cannot see, hear or point well. */
  public List<?> violations() throws IOException {
    return violations("");
  }

  /** Which of its words axe finds too much like what is behind them. */
  public List<?> pale() throws IOException {
    return violations("runOnly: ['color-contrast'], ");
  }

  private List<?> violations(String options) throws IOException {
    if (Boolean.TRUE.equals(driver.executeScript("return window.axe === undefined"))) {
      try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
        driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return (List<?>)
        driver.executeAsyncScript(
            "const done = arguments[0];"
                + "axe.run({"
                + options
                // What is right, and where it is, need not be described.
                + "resultTypes: ['violations'], selectors: false})"
                + ".then(found => done(found.violations.flatMap("
                + "v => v.nodes.map(n => v.id + ': ' + n.html + ' ' + n.failureSummary))));");
  }

  /** A picture of the whole page. */
  public void picture(Path file) throws Exception {
    Files.createDirectories(file.getParent());
    Object png =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
    Files.write(file, OutputType.BYTES.convertFromBase64Png((String) png));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
