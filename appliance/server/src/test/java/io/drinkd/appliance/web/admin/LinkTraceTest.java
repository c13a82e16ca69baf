package io.drinkd.appliance.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.sunday.House;
import io.drinkd.appliance.web.page.PageClient;
import io.drinkd.appliance.web.page.PageHouse;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link watched on a page that does not end. */
class LinkTraceTest {

  private static final String PATH = "/admin/links/d/trace";
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

  @TempDir Path data;

  private final ManualTimers time = new ManualTimers();
  private PageHouse house;
  private PageClient alice;

  @BeforeEach
  void open() throws Exception {
    house = new PageHouse(data, time);
    alice = new PageClient(house).signIn("alice");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private BufferedReader watch() throws Exception {
    InputStream page = alice.open(PATH);
    return new BufferedReader(new InputStreamReader(page, StandardCharsets.UTF_8));
  }

  private static String lineWith(BufferedReader page, String words) throws IOException {
    String line = page.readLine();
    while (line != null && !line.contains(words)) {
      line = page.readLine();
    }
    assertThat(line).as("a line with " + words).isNotNull();
    return line;
  }

  private void drop(String key) throws Exception {
    alice.post("/", "/drops", "machine", "d", "slot", "1", "delay", "0", "key", key);
  }

  @Test
  void showsLinesAsTheyPass() throws Exception {
    house.services().stock().setPrice(TestClaims.OPERATOR, "d", 1, 0).join();
    BufferedReader page = watch();
    lineWith(page, "<pre");
    drop("one");
    assertThat(lineWith(page, " &gt; 31")).isNotNull();
    drop("two");
    assertThat(lineWith(page, " &gt; 31")).isNotNull();
    page.close();
  }

  @Test
  void endsWithTheSessionOfWhoeverWatches() throws Exception {
    BufferedReader page = watch();
    lineWith(page, "<pre");
    alice.post("/me", "/logout");
    CompletableFuture<String> end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return lineWith(page, "The end.");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });

    await()
        .atMost(House.PATIENCE)
        .until(
            () -> {
              time.advance(SIGN_OF_LIFE);
              return end.isDone();
            });
    assertThat(end.join()).contains("The end.");
    page.close();
  }

  @Test
  void showsNothingThatPassesWhenTheSessionHasEnded() throws Exception {
    house.services().stock().setPrice(TestClaims.OPERATOR, "d", 1, 0).join();
    BufferedReader page = watch();
    lineWith(page, "<pre");
    alice.post("/me", "/logout");
    alice.signIn("alice");
    drop("one");

    String line = page.readLine();
    while (line != null && !line.contains("The end.")) {
      assertThat(line).doesNotContain("&gt; 31");
      line = page.readLine();
    }
    assertThat(line).contains("The end.");
    page.close();
  }

  @Test
  void isWatchedByTenAtMostAndBegunAnewWhenOneHasLeft() throws Exception {
    BufferedReader first = watch();
    for (int i = 1; i < 10; i++) {
      lineWith(watch(), "<pre");
    }
    assertThat(alice.get(PATH).statusCode()).isEqualTo(503);

    first.close();

    await()
        .atMost(House.PATIENCE)
        .untilAsserted(
            () -> {
              time.advance(SIGN_OF_LIFE);
              lineWith(watch(), "<pre");
            });
  }
}
