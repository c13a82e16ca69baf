package io.drinkd.appliance.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temperatures over time, in a real file. */
class ReadingsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int POINTS = 500;

  @TempDir Path folder;
  private final ManualTimers timers = new ManualTimers();
  private Readings readings;

  private Readings open() {
    readings = new Readings(folder, timers);
    return readings;
  }

  @AfterEach
  void close() {
    readings.close();
  }

  private List<Reading> all(String machine, Duration time) {
    return readings.between(machine, BEGIN, BEGIN.plus(time), POINTS).join();
  }

  /** A minute in which that was measured is over and written. */
  private void minute(double... celsius) {
    for (double one : celsius) {
      readings.measured("d", one);
    }
    timers.advance(MINUTE);
    // Behind the write, for there is one thread.
    all("d", MINUTE);
  }

  @Test
  void keepsTheMeanOfEachMinute() {
    open();
    minute(4, 5);
    minute();
    minute(-18.25);
    readings.measured("ld", 7);
    timers.advance(MINUTE);

    assertThat(all("d", Duration.ofHours(1)))
        .containsExactly(
            new Reading(BEGIN, 4.5, 4.5, 4.5),
            new Reading(BEGIN.plus(MINUTE.multipliedBy(2)), -18.2, -18.2, -18.2));
    assertThat(all("ld", Duration.ofHours(1))).hasSize(1);
    assertThat(all("nobody", Duration.ofHours(1))).isEmpty();
    assertThat(readings.between("d", BEGIN, BEGIN, POINTS).join()).isEmpty();
  }

  @Test
  void thinsLongTimesToLeastMeanAndMost() {
    open();
    for (int i = 0; i < 60; i++) {
      minute(i);
    }

    List<Reading> thinned = readings.between("d", BEGIN, BEGIN.plusSeconds(3_600), 7).join();

    assertThat(thinned).hasSize(6);
    assertThat(thinned.get(0)).isEqualTo(new Reading(BEGIN, 0, 4.5, 9));
    assertThat(thinned.get(5)).isEqualTo(new Reading(BEGIN.plusSeconds(3_000), 50, 54.5, 59));
  }

  @Test
  void outlastsRestartsWithinTheHour() {
    open();
    minute(4);
    readings.measured("d", 6);
    readings.close();
    open();
    minute(8);
    timers.advance(Duration.ofDays(30));

    assertThat(all("d", Duration.ofDays(1))).containsExactly(new Reading(BEGIN, 4, 6, 8));
  }

  @Test
  void forgetsMinutesAfterTwoWeeksAndKeepsHours() {
    open();
    minute(4);
    timers.advance(Duration.ofDays(14));
    minute(5);
    timers.advance(MINUTE);
    minute(5);

    assertThat(readings.between("d", BEGIN, BEGIN.plusSeconds(60), POINTS).join())
        .containsExactly(new Reading(BEGIN, 4, 4, 4));
    assertThat(all("d", Duration.ofDays(400))).extracting(Reading::mean).containsExactly(4.0, 5.0);
  }

  @Test
  void putsADamagedFileAsideAndSaysItOnce() throws IOException {
    Path file = Files.writeString(folder.resolve(Readings.FILE_NAME), "no database ".repeat(999));
    try (CapturedLog log = CapturedLog.of(Readings.class.getName(), Level.INFO)) {
      open();
      minute(4);
      minute(5);

      assertThat(log.lines())
          .containsExactly(
              file + ": damaged, put aside as " + file + ".damaged; temperatures begin anew");
      assertThat(all("d", Duration.ofHours(1))).hasSize(2);
    }
  }

  @Test
  void saysOnceThatNothingIsKeptAndWhenItIsAgain() throws IOException {
    Path file = Files.createDirectory(folder.resolve(Readings.FILE_NAME));
    try (CapturedLog log = CapturedLog.of(Readings.class.getName(), Level.INFO)) {
      open();
      readings.measured("d", 4);
      timers.advance(MINUTE);
      readings.measured("d", 5);
      timers.advance(MINUTE);
      await().atMost(PATIENCE).until(() -> log.lines().size() == 1);
      assertThat(log.lines().get(0)).startsWith(file + ": temperatures are not kept: ");

      Files.delete(file);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                readings.measured("d", 6);
                timers.advance(MINUTE);
                assertThat(log.lines()).contains("temperatures are kept again: " + file);
              });
      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void isItsOwnersAlone() throws IOException {
    open();
    minute(4);

    assertThat(Files.getPosixFilePermissions(folder.resolve(Readings.FILE_NAME))).hasSize(2);
  }

  /** As a year writes it: in the order of time, all machines at each, minutes of two weeks. */
  @Test
  void aYearOfFiveMachinesIsSmall() throws Exception {
    long days = 365;
    Path file = folder.resolve(Readings.FILE_NAME);
    try (ReadingsFile year = new ReadingsFile(file)) {
      year.write(0, Map.of());
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO machine (name) VALUES ('a'), ('b'), ('c'), ('d'), ('e')");
      statement.execute(
          """
          WITH RECURSIVE h(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM h WHERE n + 1 < %d)
          INSERT INTO hour
          SELECT id, %d + n, 35 + n %% 7, 60 + n %% 11, 60 * (45 + n %% 9), 60
          FROM h, machine ORDER BY n, id\
          """
              .formatted(days * 24, BEGIN.getEpochSecond() / 3_600));
      statement.execute(
          """
          WITH RECURSIVE m(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM m WHERE n + 1 < %d)
          INSERT INTO minute SELECT id, %d + n, 40 + n %% 13 FROM m, machine ORDER BY n, id\
          """
              .formatted(
                  ReadingsFile.MINUTES_KEPT,
                  BEGIN.getEpochSecond() / 60 + days * 24 * 60 - ReadingsFile.MINUTES_KEPT));
    }
    timers.advance(Duration.ofDays(days));
    open();
    for (int i = 0; i < 3; i++) {
      List.of("a", "b", "c", "d", "e").forEach(machine -> readings.measured(machine, 4.2));
      timers.advance(MINUTE);
      readings.between("a", BEGIN, BEGIN.plusSeconds(1), POINTS).join();
    }
    readings.close();

    long bytes = Files.size(file);
    System.out.printf("a year of 5 machines: %,d bytes%n", bytes);
    assertThat(bytes).isLessThan(20_000_000);
    open();
    List<Reading> curve = all("e", Duration.ofDays(days));
    assertThat(curve).hasSizeBetween(400, POINTS);
    assertThat(curve.get(3).mean()).isCloseTo(4.9, within(0.2));
    assertThat(
            readings
                .between(
                    "e",
                    BEGIN.plus(Duration.ofDays(days - 1)),
                    BEGIN.plus(Duration.ofDays(days)),
                    POINTS)
                .join())
        .hasSizeBetween(400, POINTS);
  }
}
