package io.drinkd.appliance.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.testkit.ManualTimers;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** How many lines of one kind the log takes. */
class LogLimitTest {

  private static final String LOGGER = "io.drinkd.driver.link.PendingConnections";

  private static final Duration OF_A_LINE = Duration.ofSeconds(1);

  private final ManualTimers timers = new ManualTimers();
  private final LogLimit limit = new LogLimit(timers);

  private long allowed(int lines, String logger, Level level, String text) {
    return IntStream.range(0, lines).filter(i -> limit.allows(logger, level, text)).count();
  }

  @Test
  void floodOfOneKindIsCutAndCounted() {
    try (CapturedLog log = CapturedLog.of(LogLimit.class.getName(), Level.INFO)) {
      assertThat(allowed(1_000, LOGGER, Level.WARN, "login from {} refused"))
          .isEqualTo(LogLimit.AT_ONCE);
      assertThat(log.lines()).isEmpty();

      timers.advance(LogLimit.REPORT_AFTER);
      assertThat(log.lines())
          .containsExactly(
              "similar messages suppressed: 940, of " + LOGGER + ": login from {} refused");
    }
  }

  @Test
  void anHourOfFloodIsSomeHundredLines() {
    long lines = 0;
    for (int second = 0; second < 3_600; second++) {
      lines += allowed(100, LOGGER, Level.ERROR, "closed");
      timers.advance(Duration.ofSeconds(1));
    }

    assertThat(lines).isBetween(400L, 420L);
  }

  @Test
  void calmGivesTheAllowanceBack() {
    allowed(1_000, LOGGER, Level.WARN, "closed");
    timers.advance(LogLimit.ONE_MORE_EVERY.multipliedBy(LogLimit.AT_ONCE));

    assertThat(allowed(1_000, LOGGER, Level.WARN, "closed")).isEqualTo(LogLimit.AT_ONCE);
  }

  @Test
  void oneKindTakesNothingFromAnother() {
    allowed(1_000, LOGGER, Level.WARN, "closed");

    assertThat(limit.allows(LOGGER, Level.WARN, "opened")).isTrue();
    assertThat(limit.allows("io.drinkd.appliance.Doors", Level.WARN, "closed")).isTrue();
  }

  /** Their texts are put together before they are logged: each would be a kind of its own. */
  @Test
  void linesOfLibrariesAreOfOneKindALevel() {
    long allowed =
        IntStream.range(0, 1_000)
            .filter(i -> limit.allows("org.apache.mina.Acceptor", Level.ERROR, "failed: " + i))
            .count();

    assertThat(allowed).isEqualTo(LogLimit.AT_ONCE);
  }

  private long allowedOf(String logger, Object... values) {
    return IntStream.range(0, 10_000)
        .filter(i -> limit.allows(logger, Level.INFO, "{} {}", values))
        .count();
  }

  @Test
  void whatAMemberDoesIsLoggedUpToABoundThatNobodyReachesByHand() {
    assertThat(allowedOf("io.drinkd.activity", "member=bob", "sunday"))
        .isEqualTo(LogLimit.OF_MEMBER_AT_ONCE);
    assertThat(allowedOf("io.drinkd.session", "127.0.0.1:4711", "bob"))
        .isEqualTo(LogLimit.OF_MEMBER_AT_ONCE);
  }

  @Test
  void oneMemberTakesNothingFromAnother() {
    allowedOf("io.drinkd.activity", "member=bob", "sunday");

    assertThat(limit.allows("io.drinkd.activity", Level.INFO, "{} {}", "member=alice", "sunday"))
        .isTrue();
  }

  @Test
  void anHourOfDropsIsSomeThousandLines() {
    long lines = 0;
    for (int second = 0; second < 3_600; second++) {
      for (int drop = 0; drop < 490; drop++) {
        lines += limit.allows("io.drinkd.activity", Level.INFO, "{}", "member=bob") ? 1 : 0;
      }
      timers.advance(Duration.ofSeconds(1));
    }

    assertThat(lines).isBetween(4_100L, 4_200L);
  }

  /** More members than kinds: whoever has been quiet makes room. */
  @Test
  void membersWhoAreQuietMakeRoomForOthers() {
    for (int member = 0; member < 30_000; member++) {
      assertThat(limit.allows("io.drinkd.activity", Level.INFO, "{}", "member=" + member)).isTrue();
      timers.advance(OF_A_LINE);
    }
  }

  @Test
  void whoeverAsksForDetailsGetsAllOfThem() {
    assertThat(allowed(1_000, LOGGER, Level.DEBUG, "closed")).isEqualTo(1_000);
  }
}
