package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MachineThreadTest {

  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  @Test
  void waitsForADriverThatIsAtWork() throws Exception {
    try (MachineThread thread = new MachineThread(PATIENCE)) {
      assertThat(thread.call(MachineThreadTest::compute)).isGreaterThan(PATIENCE.toNanos());
    }
  }

  private static long compute() {
    long began = System.nanoTime();
    long worked = 0;
    while (worked <= PATIENCE.toNanos()) {
      worked = System.nanoTime() - began;
    }
    return worked;
  }

  @Test
  void findsADriverThatBlocks() {
    CountDownLatch never = new CountDownLatch(1);
    try (MachineThread thread = new MachineThread(PATIENCE)) {
      assertThatThrownBy(
              () ->
                  thread.call(
                      () -> {
                        never.await();
                        return "";
                      }))
          .isInstanceOf(AssertionError.class)
          .hasMessage("the driver blocks its machine's thread");
    }
  }
}
