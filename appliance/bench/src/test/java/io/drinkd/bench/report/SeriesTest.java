package io.drinkd.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void hasMedianAndQuartiles() {
    Series series = new Series(List.of(9.0, 1.0, 5.0, 3.0, 7.0));
    assertThat(series.median()).isEqualTo(5);
    assertThat(series.quantile(0.25)).isEqualTo(3);
    assertThat(series.quantile(0.75)).isEqualTo(7);
    assertThat(series.highest()).isEqualTo(9);
    assertThat(new Series(List.of(1.0, 2.0)).median()).isEqualTo(1.5);
    assertThat(Series.of(4).quantile(0.75)).isEqualTo(4);
  }

  /** The machine halved its speed in the second round: both rates fell, their ratio did not. */
  @Test
  void comparesRoundByRound() {
    Series ours = new Series(List.of(900.0, 450.0, 910.0));
    Series theirs = new Series(List.of(1_000.0, 500.0, 1_000.0));
    assertThat(ours.ratioTo(theirs).values()).containsExactly(0.9, 0.9, 0.91);
    assertThat(ours.ratioTo(theirs).median()).isEqualTo(0.9);
    assertThat(ours.minus(theirs).values()).containsExactly(-100.0, -50.0, -90.0);
  }

  @Test
  void comparesNothingThatWasNotMeasuredInTheSameRounds() {
    Series one = Series.of(1);
    Series two = new Series(List.of(1.0, 2.0));
    assertThatIllegalArgumentException().isThrownBy(() -> one.ratioTo(two));
    assertThatIllegalArgumentException().isThrownBy(() -> one.minus(two));
    assertThatIllegalArgumentException().isThrownBy(() -> new Series(List.of()));
  }
}
