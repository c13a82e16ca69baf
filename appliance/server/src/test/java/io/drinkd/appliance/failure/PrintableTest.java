package io.drinkd.appliance.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.member.MemberRules;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Remark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of which nobody could see what they are. */
class PrintableTest {

  private static String around(int character) {
    return "Co" + Character.toString(character) + "la";
  }

  /** Blanks of no width, marks of direction, ends of lines, a half of a character, no shape. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x1b, 0x7f, 0x85, 0xad, 0x200b, 0x200d, 0x202e, 0x2066, 0x2028, 0x2029, 0x2060, 0x34f,
        0xfeff, 0xd800, 0x3164, 0x180e, 0xe0041
      })
  void whatNobodySeesIsRefusedInAllNames(int character) {
    String text = around(character);

    assertThat(Printable.hasHidden(text)).isTrue();
    assertThat(Printable.text(text)).doesNotContain(Character.toString(character));
    assertThatThrownBy(() -> new SlotEdit(text, 1, 1, 0, true))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> MemberRules.requireName(text)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> new Remark(text)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> new IdempotencyKey(text)).isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@x", "\t=1", " =1+1", "\u3000=1", "\uff1d1+1", " \uff0b1"})
  void noCellIsAFormula(String text) {
    assertThat(Printable.cell(text)).isEqualTo("\"'" + text + "\"");
  }

  @Test
  void cellsAreLeftAsTheyAreOtherwise() {
    assertThat(Printable.cell(" Cola = \"good\"")).isEqualTo("\" Cola = \"\"good\"\"\"");
  }

  @Test
  void whatCanBeSeenIsTaken() {
    for (String text :
        new String[] {
          "Cola \u00fcber alles", "\u6c34", "e\u0301", "\ud83e\udd64", "\u2764\ufe0f", "a b"
        }) {
      assertThat(Printable.hasHidden(text)).as(text).isFalse();
      assertThat(Printable.text(text)).isEqualTo(text);
      assertThat(new SlotEdit(text, 1, 1, 0, true).item()).isEqualTo(text);
    }
  }
}
