package io.drinkd.appliance.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** For how long a proof lasts, by clocks of which one may stand still and the other one be set. */
class LastProofTest {

  private static final Duration TIME = Duration.ofSeconds(2);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
  private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);
  private final LastProof proof = new LastProof(nanos::get, millis::get);

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    setForward(seconds);
  }

  private void setForward(long seconds) {
    millis.addAndGet(TimeUnit.SECONDS.toMillis(seconds));
  }

  @Test
  void itLastsFromWhenItWasAskedFor() {
    pass(1);
    assertThat(proof.isWithin(TIME)).isTrue();
    assertThat(proof.isSurelyWithin(TIME)).isTrue();
    LastProof.Moment asked = proof.now();
    pass(1);
    assertThat(proof.isWithin(TIME)).isFalse();
    assertThat(proof.isSurelyWithin(TIME)).isFalse();
    proof.since(asked);
    assertThat(proof.isSurelyWithin(TIME)).isTrue();
    pass(1);
    assertThat(proof.isSurelyWithin(TIME)).isFalse();
  }

  /** The clock that nobody sets does not count that. */
  @Test
  void itIsOverForAComputerThatSlept() {
    setForward(3_600);
    assertThat(proof.isWithin(TIME)).isTrue();
    assertThat(proof.isSurelyWithin(TIME)).isFalse();
    proof.since(proof.now());
    assertThat(proof.isSurelyWithin(TIME)).isTrue();
  }

  @Test
  void aTimeOfDayThatIsSetBackMakesItNoLonger() {
    setForward(-3_600);
    assertThat(proof.isSurelyWithin(TIME)).isTrue();
    pass(2);
    assertThat(proof.isSurelyWithin(TIME)).isFalse();
  }
}
