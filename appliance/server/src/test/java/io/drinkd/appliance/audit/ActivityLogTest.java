package io.drinkd.appliance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.sunday.CapturedLog;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class ActivityLogTest {

  private static String logged(String reason) {
    try (CapturedLog log = CapturedLog.of("io.drinkd.activity", Level.INFO)) {
      ActivityLog.log("member=bob", 7, "sunday", "drop", "reason", reason, "ms", 5);
      assertThat(log.lines()).hasSize(1);
      return log.lines().get(0);
    }
  }

  @Test
  void quotesWhatIsNotOneWord() {
    assertThat(logged("jammed")).isEqualTo("member=bob door=sunday did=drop reason=jammed ms=5");
    assertThat(logged("")).isEqualTo("member=bob door=sunday did=drop reason=\"\" ms=5");
    assertThat(logged("a \"b\\c\""))
        .isEqualTo("member=bob door=sunday did=drop reason=\"a \\\"b\\\\c\\\"\" ms=5");
  }

  @Test
  void cannotBeForgedByWhatBoardsSay() {
    assertThat(logged("jammed\nmember=eve door=sunday did=grant"))
        .isEqualTo(
            "member=bob door=sunday did=drop reason=\"jammed?member=eve door=sunday did=grant\""
                + " ms=5");
    assertThat(logged("\r\n\u0000\u001b\u007f\u0085"))
        .isEqualTo("member=bob door=sunday did=drop reason=?????? ms=5");
  }
}
