package io.drinkd.appliance.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class FailureLogTest {

  private final ManualTimers time = new ManualTimers();
  private final FailureLog failures = new FailureLog(time::nanoTime);

  @Test
  void logsTheSameFaultOnceInTenSeconds() {
    try (CapturedLog log = CapturedLog.of(FailureLog.class.getName(), Level.ERROR)) {
      failures.report("one", new IllegalStateException("state"));
      failures.report("two", new IllegalStateException("state"));
      failures.report("three", new IllegalStateException("state"));
      assertThat(log.lines()).containsExactly("failure: one");

      time.advance(Duration.ofSeconds(10));
      failures.report("four", new IllegalStateException("state"));
      assertThat(log.lines())
          .containsExactly("failure: one", "similar messages suppressed: 2", "failure: four");
    }
  }

  @Test
  void logsAnotherFaultAtOnce() {
    try (CapturedLog log = CapturedLog.of(FailureLog.class.getName(), Level.ERROR)) {
      failures.report("one", new IllegalStateException("state"));
      failures.report("two", new IllegalArgumentException("argument"));
      failures.report("three", new UncheckedIOException(new IOException("disk")));

      assertThat(log.lines()).containsExactly("failure: one", "failure: two", "failure: three");
    }
  }
}
