package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.driver.DropOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the books say in English, in the language of the page. */
class SentencesTest {

  private final Texts german = TestTexts.of("de");
  private final Texts english = TestTexts.of("en");

  @Test
  void whatEveryDriverMaySayIsInEveryLanguage() {
    for (DropOutcome.Refusal refusal : DropOutcome.Refusal.values()) {
      assertThat(german.said(refusal.sentence())).isNotEqualTo(refusal.sentence());
      assertThat(english.said(refusal.sentence())).isEqualTo(refusal.sentence());
    }
    assertThat(german.said(new DropOutcome.Dropped().detail()))
        .isEqualTo("die Steuerung hat ausgegeben");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no answer within 2 s|keine Antwort innerhalb von 2 s",
        "slot 3 is empty|Fach 3 ist leer",
        "the appliance ended before the board's answer|drinkd endete, bevor die Steuerung antwortete",
        "called off by member:bob|abgebrochen von bob",
        "link lost: closed by the board|Verbindung verloren: von der Steuerung getrennt",
        "no link with the board: link lost: d:4343 refuses the connection"
            + "|keine Verbindung mit der Steuerung: Verbindung verloren: d:4343 lehnt die Verbindung ab",
        "the PLC refuses, Modbus code 6|die SPS lehnt ab, Modbus-Code 6"
      })
  void sentencesAreFoundWithWhatStandsInThem(String said, String shown) {
    assertThat(german.said(said)).isEqualTo(shown);
  }

  @Test
  void whatPeopleHaveWrittenStaysAsItIs() {
    for (String own : new String[] {"", "Dose klemmte", "bob saw the slot is empty", "{0} $1 \\"}) {
      assertThat(german.said(own)).isEqualTo(own);
    }
    assertThat(english.said("called off by member:bob")).isEqualTo("called off by bob");
    assertThat(english.said("the appliance ended before the board's answer"))
        .isEqualTo("the appliance ended before the board\u2019s answer");
  }
}
