package io.drinkd.appliance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTextTest {

  @Test
  void valuesComeBackByTheirPlaces() {
    RowText text = RowText.parse(RowText.of("d", 7, -3L, true, null, 4.5).toString());

    assertThat(text.text(0)).isEqualTo("d");
    assertThat(text.number(1)).isEqualTo(7);
    assertThat(text.number(2)).isEqualTo(-3);
    assertThat(text.flag(3)).isTrue();
    assertThat(text.find(4)).isEmpty();
    assertThat(text.text(5)).isEqualTo("4.5");
    assertThatThrownBy(() -> text.text(4)).hasMessageContaining("no value 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\t", "\\", "\\N", "\\t", "a\tb\nc\rd\\e", "\\\\N", "Größe \"x\"", "\n"})
  void anyTextIsOneLineAndComesBack(String value) {
    String line = RowText.of("before", value, "behind").toString();

    assertThat(line).doesNotContain("\n", "\r");
    assertThat(RowText.parse(line).text(1)).isEqualTo(value);
    assertThat(RowText.parse(line).text(2)).isEqualTo("behind");
  }
}
