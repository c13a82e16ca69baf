package io.drinkd.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * Rates as they were seen: a server that Java compiles, one that climbs slowly, one that is noisy.
 */
class SteadyStateTest {

  private final SteadyState state = new SteadyState(3, 0.02);

  @Test
  void isNotReachedBeforeThereIsAnythingToCompare() {
    add(5_000, 5_000, 5_000, 5_000, 5_000);
    assertThat(state.isReached()).isFalse();
    add(5_000);
    assertThat(state.isReached()).isTrue();
  }

  @Test
  void isReachedWhenTheClimbIsOver() {
    add(1_900, 2_530, 3_300, 3_900, 4_700, 5_150);
    assertThat(state.isReached()).isFalse();
    add(5_250, 5_310, 5_290);
    assertThat(state.isReached()).isFalse();
    add(5_330, 5_300, 5_280);
    assertThat(state.isReached()).isTrue();
  }

  @Test
  void isNotReachedByASlowClimbOfWhichEachStepIsSmall() {
    DoubleStream.iterate(5_000, rate -> rate * 1.01).limit(30).forEach(state::add);
    assertThat(state.isReached()).isFalse();
    assertThat(state.difference()).isCloseTo(0.03, within(0.002));
  }

  @Test
  void isReachedDespiteWindowsThatDifferByMoreThanTheBound() {
    add(5_400, 4_900, 5_150, 4_950, 5_350, 5_200);
    assertThat(state.isReached()).isTrue();
  }

  private void add(double... rates) {
    DoubleStream.of(rates).forEach(state::add);
  }
}
