package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.machine.Slot.Content;
import io.drinkd.appliance.machine.StockLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From which slot a drink comes when the member does not say. */
class DropsChoiceTest {

  private static final int DRAWS = 70_000;

  /** Six degrees of freedom: a fair choice is above this once in a thousand seeds. */
  private static final double CHI_SQUARE_MAX = 22.46;

  private static final Balance RICH = new Balance(1_000, 0, 0);

  @Test
  void choosesUniformlyAmongWhatCanDropAndBePaid() {
    List<Slot> slots =
        List.of(
            slot(1, 50, 5, true),
            slot(2, 50, 1, true),
            slot(3, 50, 0, true),
            slot(4, 1_000, 100, true),
            slot(5, 1_001, 5, true),
            slot(6, 1, 5, true),
            slot(7, 50, 5, false),
            slot(8, 50, 5, true),
            slot(9, 60, 5, true),
            slot(10, 70, 5, true));
    Map<Integer, Long> drawn = new TreeMap<>();
    Random random = new Random(20_261_120);
    IntStream.range(0, DRAWS)
        .mapToObj(i -> Drops.choose(slots, RICH, random).orElseThrow().number())
        .forEach(number -> drawn.merge(number, 1L, Long::sum));

    assertThat(drawn.keySet()).containsExactly(1, 2, 4, 6, 8, 9, 10);
    double expected = (double) DRAWS / drawn.size();
    double chiSquare =
        drawn.values().stream().mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    assertThat(chiSquare).isLessThan(CHI_SQUARE_MAX);
  }

  @Test
  void heldCreditsPayNothing() {
    List<Slot> slots = List.of(slot(1, 50, 5, true));

    assertThat(Drops.choose(slots, new Balance(100, 51, 0), new Random(1)))
        .isEqualTo(Optional.empty());
    assertThat(Drops.choose(slots, new Balance(100, 50, 0), new Random(1))).isPresent();
  }

  private static Slot slot(int number, long price, long available, boolean enabled) {
    return new Slot(
        number, "Drink " + number, price, Content.of(available), 0, enabled, new StockLimits(5, 3));
  }
}
