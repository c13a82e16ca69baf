package io.drinkd.appliance.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.member.ImportFault;
import io.drinkd.appliance.member.MemberImport.Mistake;
import io.drinkd.appliance.service.Condition;
import io.drinkd.appliance.service.Health;
import io.drinkd.appliance.web.page.TestTexts;
import io.drinkd.appliance.web.page.Texts;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes from below the pages as names and values has words in each language. */
class PartViewTest {

  private static final Texts ENGLISH = TestTexts.of("en");
  private static final Texts GERMAN = TestTexts.of("de");

  private static final Pattern NUMBERED = Pattern.compile("%(\\d)\\$s");

  private static PartView view(String part, Said<Condition> found, Texts t) {
    return PartView.of(
        new Health.Part(part, Health.State.WRONG, false, Instant.EPOCH, found),
        id -> "Big " + id,
        t);
  }

  private static List<String> values(String english) {
    // They may be said in another order, and not all of them.
    int places =
        NUMBERED
            .matcher(english)
            .results()
            .mapToInt(place -> Integer.parseInt(place.group(1)))
            .max()
            .orElse(english.split("%", -1).length - 1);
    return Collections.nCopies(places, "7");
  }

  @ParameterizedTest
  @EnumSource(Condition.class)
  void whateverIsFoundHasWords(Condition condition) {
    Said<Condition> found = new Said<>(condition, values(condition.english()));
    String german = view("books", found, GERMAN).why();
    assertThat(german)
        .isNotBlank()
        .doesNotContain("{")
        .isNotEqualTo(view("books", found, ENGLISH).why());
  }

  @ParameterizedTest
  @EnumSource(ImportFault.class)
  void whateverIsWrongWithAListHasWords(ImportFault fault) {
    Mistake mistake = new Mistake(2, new Said<>(fault, values(fault.english())), Optional.empty());
    assertThat(ImportLine.of(mistake, GERMAN).what()).isNotBlank().doesNotContain("{");
  }

  @Test
  void namesPartsAndLeavesOutWhatTheSystemSays() {
    PartView books =
        view("books", Condition.STORE_UNAVAILABLE.of("No space left on device"), GERMAN);
    assertThat(books.name() + ": " + books.why())
        .isEqualTo("Bücher: In sie kann gerade nicht geschrieben werden. Das Log sagt, warum.");
    assertThat(view("listener web", Condition.OPEN.of("[::]:8080"), GERMAN).name())
        .isEqualTo("Zugang web");
    assertThat(view("certificate of listener web", Condition.VALID.of("x"), GERMAN).name())
        .isEqualTo("Zertifikat des Zugangs web");
    PartView machine = view("machine d", Condition.MACHINE_DOWN.of("connection refused"), GERMAN);
    assertThat(machine.name() + " " + machine.href()).isEqualTo("Big d /admin/links/d");
    assertThat(machine.why()).doesNotContain("refused");
  }
}
