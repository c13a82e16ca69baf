package io.drinkd.appliance.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.testkit.ManualTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is a flood and what is much work, and whose faults are the driver's. */
class GuardedListenerTest {

  private final ManualTimers time = new ManualTimers();
  private final List<String> faults = new ArrayList<>();
  private final Reports reported = new Reports();
  private final GuardedListener listener =
      new GuardedListener(reported, new MaskedTexts(Optional.empty()), time, faults::add);

  private static final class Reports implements BoardListener {
    private int slots;

    @Override
    public void stateChanged(BoardState state, String reason) {
      throw new IllegalStateException("thrown by a listener of this test");
    }

    @Override
    public void slotsReported(Map<Integer, SlotReading> loaded) {
      slots++;
    }

    @Override
    public void temperatureMeasured(String thermometer, double celsius) {}

    @Override
    public void doorReported(boolean open) {}

    @Override
    public void powerReported(PowerState state) {}

    @Override
    public void answeredLate(DropOrder order, DropOutcome outcome) {}
  }

  private void report(int times) {
    for (int i = 0; i < times; i++) {
      listener.slotsReported(Map.of(1, SlotReading.of(i % 2 == 0)));
    }
  }

  @Test
  void aDriverThatReportsWithoutEndAndWithoutAnOrderFloods() {
    report(5_000);
    assertThat(faults).isEmpty();
    report(1);
    assertThat(faults).containsExactly("the driver sends more than 5000 reports in 10 s");
    assertThat(reported.slots).isEqualTo(5_000);
  }

  @Test
  void whatOrdersExplainIsNoFlood() {
    for (int order = 0; order < 20_000; order++) {
      listener.ordered();
      report(3);
    }
    assertThat(faults).isEmpty();
    assertThat(reported.slots).isEqualTo(60_000);
  }

  @Test
  void aFloodBetweenOrdersIsOne() {
    for (int order = 0; order < 10; order++) {
      listener.ordered();
      report(1_000);
    }
    assertThat(faults).contains("the driver sends more than 5060 reports in 10 s");
    assertThat(reported.slots).isLessThan(5_200);
  }

  @Test
  void theOrdersOfOneWindowExplainNothingInTheNext() {
    for (int order = 0; order < 1_000; order++) {
      listener.ordered();
    }
    time.advance(Duration.ofSeconds(11));
    report(5_000);
    assertThat(faults).isEmpty();
    report(1);
    assertThat(faults).hasSize(1);
  }

  @Test
  void whatTheApplianceThrowsIsNoFaultOfTheDriver() {
    listener.stateChanged(BoardState.UP, "logged in");
    report(1);

    assertThat(faults).isEmpty();
    assertThat(reported.slots).isEqualTo(1);
  }
}
