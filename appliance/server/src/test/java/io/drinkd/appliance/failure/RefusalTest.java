package io.drinkd.appliance.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How programs know the refusals. */
class RefusalTest {

  @Test
  void eachHasAWordOfItsOwnAndANumber() {
    assertThat(Arrays.stream(Refusal.values()).map(Refusal::word))
        .doesNotHaveDuplicates()
        .allMatch(word -> word.matches("[a-z]+(-[a-z]+)*"))
        .contains("poor", "empty", "disabled", "away", "busy", "out-of-service", "key-reused");
    assertThat(Refusal.values()).allMatch(one -> one.number() >= 100 && one.number() < 500);
  }
}
