package io.drinkd.appliance.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BankClockTest {

  private static final Instant HERE = Instant.parse("2026-08-08T08:08:08Z");
  private static final Instant THERE = HERE.plus(Duration.ofMinutes(7));

  private final AtomicLong nanos = new AtomicLong(17);
  private final BankClock clock = new BankClock(Clock.fixed(HERE, ZoneOffset.UTC), nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void answer(Instant time) {
    clock.answered(time, clock.asked());
  }

  @Test
  void theBanksTimeIsContinuedByTheClockThatNobodySets() {
    answer(THERE);
    pass(Duration.ofSeconds(3));

    assertThat(clock.instant()).isEqualTo(THERE.plusSeconds(3));
    assertThat(clock.withZone(ZoneId.of("Europe/Vienna")).instant()).isEqualTo(clock.instant());
  }

  @Test
  void anAnswerIsAsOldAsHalfItsWay() {
    long asked = clock.asked();
    pass(Duration.ofSeconds(2));
    clock.answered(THERE, asked);

    assertThat(clock.instant()).isEqualTo(THERE.plusSeconds(1));
  }

  @Test
  void itDoesNotGoBackForLess() {
    answer(THERE);
    answer(THERE.minusMillis(999));
    assertThat(clock.instant()).isEqualTo(THERE);

    answer(THERE.minusMillis(TimeUnit.SECONDS.toMillis(2)));
    assertThat(clock.instant()).isEqualTo(THERE.minusSeconds(2));
  }
}
