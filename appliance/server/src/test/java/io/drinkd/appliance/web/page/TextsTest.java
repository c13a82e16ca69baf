package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.web.rest.ApiDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That every language has all texts. */
class TextsTest {

  private static final Pattern USED =
      Pattern.compile("\\bt(?:\\(\\))?\\.text\\(\"([a-z0-9.-]+)\"[,)]");
  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  private final Languages languages = new Languages(Clock.systemUTC());

  @Test
  void everyLanguageHasTheSameTextsWithTheSamePlaces() {
    for (String code : Languages.CODES) {
      assertThat(keys(code, false)).isEqualTo(languages.keys("en"));
      for (String key : languages.keys("en")) {
        assertThat(places(code, key)).as(code + " " + key).isEqualTo(places("en", key));
      }
      for (String key : languages.keys(code)) {
        assertThat(languages.raw(code, key)).as(code + " " + key).isNotBlank().doesNotContain("'");
      }
    }
  }

  /**
   * @param document whether those of the sentences of openapi.yaml, or all others
   */
  private TreeSet<String> keys(String code, boolean document) {
    return languages.keys(code).stream()
        .filter(key -> key.startsWith(ApiPage.Words.SENTENCES) == document)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyOtherLanguageHasTheSentencesOfTheDocumentThatThePageShows() {
    Map<String, String> sentences = new TreeMap<>();
    ApiDocument.read(
        new ApiDocument.Wording() {
          @Override
          public String sentence(String place, String english) {
            assertThat(english).as(place).isNotBlank();
            String other = sentences.put(ApiPage.Words.SENTENCES + place, english);
            assertThat(other).as("two sentences of " + place).isIn(null, english);
            return english;
          }

          @Override
          public String type(String kind, Object... values) {
            return TestTexts.of("en").text("api.type." + kind, values);
          }
        });
    assertThat(sentences).hasSizeGreaterThan(100);
    for (String code : Languages.CODES.subList(1, Languages.CODES.size())) {
      assertThat(keys(code, true)).isEqualTo(sentences.keySet());
    }
    assertThat(keys("en", true)).isEmpty();
  }

  private TreeSet<String> places(String code, String key) {
    TreeSet<String> places = new TreeSet<>();
    Matcher found = PLACE.matcher(languages.raw(code, key));
    while (found.find()) {
      places.add(found.group());
    }
    return places;
  }

  @Test
  void everythingThatTheHouseRefusesHasWords() {
    for (Refusal refusal : Refusal.values()) {
      assertThat(languages.keys("en")).contains("refusal." + word(refusal));
    }
  }

  @Test
  void everyStateOfDropsHasWords() {
    for (DropState state : DropState.values()) {
      String key = "drop." + word(state);
      assertThat(languages.keys("en")).contains(key + ".title", key + ".text");
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Test
  void whatPagesSayIsThere() throws Exception {
    List<String> used = new ArrayList<>();
    for (String folder : List.of("src/main/jte", "src/main/java/io/drinkd/appliance/web")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Matcher found = USED.matcher(Files.readString(file));
          while (found.find()) {
            used.add(found.group(1));
          }
        }
      }
    }
    assertThat(used).hasSizeGreaterThan(80);
    assertThat(languages.keys("en")).containsAll(used);
  }

  @Test
  void answersInTheFirstLanguageThatThereIs() {
    // One of the codes that no language will ever have.
    Locale none = Locale.forLanguageTag("qaa");
    assertThat(languages.texts(List.of(none, Locale.GERMANY)).language()).isEqualTo("de");
    assertThat(languages.texts(List.of()).language()).isEqualTo("en");
  }
}
