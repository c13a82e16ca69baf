package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.sunday.CapturedLog;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class HeapLimitTest {

  private static final long DEFAULT = 256L << 20;

  @Test
  void saysHowMuchMemoryManyMembersNeed() {
    try (CapturedLog log = CapturedLog.of(HeapLimit.class.getName(), Level.WARN)) {
      HeapLimit.check(1_000_000, DEFAULT);
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("1000000 members take some 219 MB of memory, and Java may have 256 MB")
          .contains("DRINKD_JAVA_OPTS=-Xmx512m");
    }
  }

  @Test
  void takesWhatFits() {
    try (CapturedLog log = CapturedLog.of(HeapLimit.class.getName(), Level.WARN)) {
      HeapLimit.check(500_000, DEFAULT);
      HeapLimit.check(1_000_000, 512L << 20);
      assertThat(log.warnings()).isEmpty();
    }
  }
}
