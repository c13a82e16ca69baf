package io.drinkd.driver;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessTest {

  @Test
  void aBoardIsAskedBeforeItIsGivenUp() {
    assertThatThrownBy(() -> new Liveness(Duration.ofSeconds(91), Duration.ofSeconds(90)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("91000 ms");
    assertThatThrownBy(() -> new Liveness(Duration.ZERO, Duration.ofSeconds(90)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
