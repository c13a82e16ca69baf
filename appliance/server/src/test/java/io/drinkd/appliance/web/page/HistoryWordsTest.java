package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.ledger.Entry.Cause;
import io.drinkd.appliance.ledger.Entry.Place;
import io.drinkd.appliance.ledger.Transfer.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a history says in the reader's language. */
class HistoryWordsTest {

  private static final Texts TEXTS = new Languages(Clock.systemUTC()).texts(List.of(Locale.GERMAN));

  @Test
  void saysWhatItWas() {
    assertThat(words(Kind.DROP, -50, "drop \"Cola \"light\"\"")).isEqualTo("Cola \"light\"");
    assertThat(words(Kind.REFUND, 50, "refund of drop 7 \"Coke\": the can stuck"))
        .isEqualTo("Coke, erstattet: the can stuck");
    assertThat(words(Kind.GIFT, -5, "gift from bob to alice: pizza"))
        .isEqualTo("An alice verschenkt: pizza");
    assertThat(words(Kind.GIFT, 5, "gift from bob to alice")).isEqualTo("Von bob");
    assertThat(words(Kind.UNDO, 5, "gift from bob to alice: pizza taken back"))
        .isEqualTo("Geschenk zurückgenommen (alice): pizza");
    assertThat(words(Kind.UNDO, -5, "gift from bob to alice taken back"))
        .isEqualTo("Geschenk zurückgenommen (bob)");
    assertThat(words(Kind.GRANT, 5, "first credits")).isEqualTo("Erste Credits");
    assertThat(words(Kind.MERGE, 5, "merge of carol into bob"))
        .isEqualTo("Konto von carol mit dem von bob zusammengelegt");
    assertThat(words(Kind.CLOSE, 5, "account of carol closed"))
        .isEqualTo("Konto von carol geschlossen");
  }

  @Test
  void leavesWhatPeopleWrote() {
    assertThat(words(Kind.GRANT, 5, "gift from bob to alice")).isEqualTo("gift from bob to alice");
    assertThat(words(Kind.GIFT, 5, "in other words")).isEqualTo("in other words");
  }

  private static String words(Kind kind, long amount, String reason) {
    return HistoryWords.of(
        new Entry(
            new Place(1, 0, amount > 0),
            new Cause(kind, OptionalLong.empty()),
            Instant.EPOCH,
            reason,
            "member:bob",
            amount,
            0),
        TEXTS);
  }
}
