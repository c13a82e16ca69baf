package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.reading.MeasuredDays;
import io.drinkd.appliance.sunday.House;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of a machine says of how cold it is. */
class MachinePagesTest {

  /** The board's is below that. */
  private static final double COLD = 25;

  @TempDir private Path data;

  private PageHouse cold(double below) throws Exception {
    House.Options options = new House.Options();
    options.cold = Optional.of(below);
    return new PageHouse(data, options);
  }

  @Test
  void saysSinceWhenItIsCold() throws Exception {
    Instant now = Instant.now();
    // What is shown of a day is a few minutes each, of which an hour begins with one.
    Instant since = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(5));
    MeasuredDays.cooled(data, "d", since, now);
    try (PageHouse house = cold(COLD)) {
      for (String language : List.of("en", "de")) {
        Texts t = texts(language);
        String page = new PageClient(house, language).get("/machines/d").body();
        assertThat(page)
            .contains(t.text("temperature.cold.since", t.moment(since)))
            .contains(t.celsius(22.5), t.text("chart.limit", t.celsius(COLD)));
        assertThat(new PageClient(house, language).get("/").body())
            .contains(t.celsius(22.5), t.text("temperature.cold"));
      }
    }
  }

  /** As the pages have it, whose times are those of this host's zone. */
  private static Texts texts(String language) {
    return new Languages(Clock.systemDefaultZone()).texts(List.of(Locale.forLanguageTag(language)));
  }

  @Test
  void saysThatItHasBeenColdForLongerThanItShows() throws Exception {
    Instant now = Instant.now();
    MeasuredDays.cooled(data, "d", now.minus(Duration.ofHours(25)), now);
    try (PageHouse house = cold(COLD)) {
      assertThat(new PageClient(house).get("/machines/d").body())
          .contains("Cold for more than a day.");
    }
  }

  @Test
  void saysOfAMachineThatIsAwayWhenThatWasMeasured() throws Exception {
    try (PageHouse house = cold(COLD)) {
      house.house().commandBoard("cut");
      PageClient bob = new PageClient(house).signIn("bob");
      bob.post("/", "/drops", "machine", "d", "slot", "1", "delay", "0", "key", "k");
      await()
          .atMost(House.PATIENCE)
          .until(() -> house.services().catalog().machine("d").status() == MachineStatus.DOWN);

      assertThat(bob.get("/").body())
          .containsPattern("<span class=\"degrees old\">22.5\u00a0°C<small>[^<]+</small>");
      assertThat(bob.get("/machines/d/state").body())
          .contains("huge number old")
          .doesNotContain("Cold since", "It is cold");
    }
  }

  @Test
  void saysThatItIsNotColdYet() throws Exception {
    try (PageHouse house = cold(6)) {
      assertThat(new PageClient(house).get("/machines/d").body())
          .contains("Not cold yet. Cold is below 6.0\u00a0°C.");
      assertThat(new PageClient(house, "de").get("/machines/d/state").body())
          .contains("Noch nicht kalt. Kalt heißt: unter 6,0\u00a0°C.");
    }
  }

  @Test
  void saysNothingOfColdWhereNobodyHasSaidWhatThatIs() throws Exception {
    try (PageHouse house = new PageHouse(data)) {
      assertThat(new PageClient(house).get("/machines/d").body())
          .contains("22.5\u00a0°C")
          .doesNotContainIgnoringCase("not cold", "cold since", "is cold.");
      assertThat(new PageClient(house).get("/machines/ld").body())
          .contains("Nothing was measured lately.");
    }
  }
}
