package io.drinkd.appliance.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DenseIdMapTest {

  private final DenseIdMap<String> names = new DenseIdMap<>();

  @Test
  void whatWasPutLastHasTheNumber() {
    assertThat(names.put(7, "bob")).isEmpty();
    assertThat(names.put(7, "alice")).contains("bob");
    assertThat(names.find(7)).contains("alice");
  }

  @Test
  void numbersThatNothingHasAreEmpty() {
    names.put(7, "bob");
    for (long none : new long[] {Long.MIN_VALUE, -1, 0, 6, 8, 1 << 30, Long.MAX_VALUE}) {
      assertThat(names.find(none)).isEmpty();
    }
  }

  @Test
  void manyAreKept() {
    LongStream.rangeClosed(1, 10_000).forEach(number -> names.put(number, "member" + number));
    assertThat(LongStream.rangeClosed(1, 10_000))
        .allMatch(number -> names.find(number).orElseThrow().equals("member" + number));
  }

  @Test
  void whatIsRemovedHasNoNumber() {
    names.put(7, "bob");
    names.remove(7);
    names.remove(1L << 40);
    assertThat(names.find(7)).isEmpty();
  }

  @Test
  void aNumberThatNoTableGivesIsRefused() {
    assertThatThrownBy(() -> names.put(1L << 40, "bob"))
        .hasMessageStartingWith("the books have a row 1099511627776, expected 1 to ");
    assertThatThrownBy(() -> names.put(-1, "bob")).isInstanceOf(IllegalStateException.class);
  }
}
