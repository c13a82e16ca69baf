package io.drinkd.appliance.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much room text takes on a terminal. */
class ColumnsTest {

  @Test
  void wideCharactersTakeTwoColumnsAndAccentsNone() {
    assertThat(Columns.width("Coke")).isEqualTo(4);
    assertThat(Columns.width("\u00fcber")).isEqualTo(4);
    assertThat(Columns.width("u\u0308ber")).isEqualTo(4);
    assertThat(Columns.width("\u7dd1\u8336")).isEqualTo(4);
    assertThat(Columns.width("\ud83e\uddc3")).isEqualTo(2);
  }

  @Test
  void whatIsTooLongEndsWithATilde() {
    assertThat(Columns.cut("Root Beer", 9)).isEqualTo("Root Beer");
    assertThat(Columns.cut("Root Beer", 5)).isEqualTo("Root~");
    assertThat(Columns.cut("\u7dd1\u8336\u8336", 4)).isEqualTo("\u7dd1~");
    assertThat(Columns.fit("\u7dd1\u8336\u8336", 4)).isEqualTo("\u7dd1~ ");
    assertThat(Columns.fit("Coke", 6)).isEqualTo("Coke  ");
  }
}
