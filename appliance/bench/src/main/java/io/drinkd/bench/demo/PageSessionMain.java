package io.drinkd.bench.demo;

import java.io.File;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * {@code PageSessionMain ADDRESS MEMBER PASSWORD} buys the first drink on the floor in a browser
 * without a window, and says what the pages show. It fails if the drink does not fall.
 */
public final class PageSessionMain {

  private static final File CHROMIUM = new File("/usr/bin/chromium");
  private static final File DRIVER = new File("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** It warns of each Chromium that is newer than itself; kept here, for else it is forgotten. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private PageSessionMain(ChromeDriver driver) {
    this.driver = driver;
  }

  public static void main(String[] args) {
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM);
    // Root has no sandbox, and there may be little shared memory; the pages are our own.
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=en");
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(), options);
    driver.manage().timeouts().implicitlyWait(PATIENCE);
    try {
      new PageSessionMain(driver).play(args[0], args[1], args[2]);
    } finally {
      driver.quit();
    }
  }

  private void play(String address, String member, String password) {
    driver.get(address);
    say("open " + address);
    press("header a[href='/login']");
    driver.findElement(By.name("name")).sendKeys(member);
    driver.findElement(By.name("password")).sendKeys(password);
    press("main form button");
    await("header .balance");
    say("sign in as " + member);
    press("main a.slot");
    await("main form[action='/drops']");
    say("choose " + heading());
    press("main form[action='/drops'] button");
    await(".steps li:last-child.done");
    say("drop it");
  }

  private void press(String css) {
    driver.findElement(By.cssSelector(css)).click();
  }

  /** What is looked for on a page may take its time to be there. */
  private void await(String css) {
    driver.findElement(By.cssSelector(css));
  }

  private void say(String did) {
    System.out.println("-> " + did);
    System.out.println("<- " + heading() + " | " + text("header").replaceAll("\\s+", " "));
  }

  private String heading() {
    return text("main h1");
  }

  /** The page may put another element in its place between the two steps; then it is that one's. */
  private String text(String css) {
    while (true) {
      try {
        return driver.findElement(By.cssSelector(css)).getText();
      } catch (StaleElementReferenceException e) {
        // It changes a few times, as the drop moves on; each look waits for an element.
      }
    }
  }
}
