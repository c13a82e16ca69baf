package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the picture of a drink looks like. */
class CanTest {

  private static final List<String> DRINKS =
      List.of(
          "Coke",
          "Cherry Coke",
          "Diet Coke",
          "Root Beer",
          "Ginger Ale",
          "Iced Tea",
          "Water",
          "Mate",
          "Club-Mate",
          "Lemonade",
          "Orange Juice",
          "Sprite",
          "Fanta",
          "Pepsi",
          "Beer",
          "Espresso");

  private static final Pattern COLOUR =
      Pattern.compile("(?m)\\.can(?:-\\d)? \\{[^}]*?color: (#[0-9a-f]{6});");
  private static final Pattern SHEET = Pattern.compile("--sheet: (#[0-9a-f]{6});");
  private static final double ENOUGH = 4.5;

  private static String look(String item) {
    return Can.classes(item) + Can.pattern(item) + Can.letters(item);
  }

  @Test
  void aDrinkLooksTheSameWhereverItIsAndOthersDoNot() {
    Set<String> looks = new HashSet<>();
    Set<String> drawn = new HashSet<>();
    for (String drink : DRINKS) {
      looks.add(look(drink));
      drawn.add(Can.classes(drink) + Can.pattern(drink));
    }
    assertThat(looks).hasSameSizeAs(DRINKS);
    assertThat(drawn).as("also without the letters").hasSizeGreaterThan(11);
    assertThat(Can.classes("COKE")).isEqualTo(Can.classes("Coke"));
    assertThat(Can.classes("")).startsWith("can can-");
  }

  @Test
  void theLettersAreThoseOfTheName() {
    assertThat(
            List.of("Coke", "Cherry Coke", "Club-Mate", "club mate zero", "7up", "\u00e4", "!", ""))
        .extracting(Can::letters)
        .containsExactly("Co", "CC", "CM", "CM", "7u", "\u00c4", "", "");
    assertThat(Can.letters("\ud83c\udf7a beer")).isEqualTo("Be");
    assertThat(Can.letters("\ud840\udc00\ud840\udc01\ud840\udc02"))
        .isEqualTo("\ud840\udc00\ud840\udc01");
  }

  @Test
  void theLettersCanBeReadInBothThemes() throws Exception {
    String style;
    try (InputStream file = Can.class.getResourceAsStream("files/drinkd.css")) {
      style = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> colours = all(COLOUR, style);
    List<String> sheets = all(SHEET, style);
    assertThat(colours).hasSize(20);
    for (int i = 0; i < colours.size(); i++) {
      String sheet = sheets.get(i < 10 ? 0 : 1);
      assertThat(contrast(colours.get(i), sheet))
          .as(colours.get(i) + " on " + sheet)
          .isGreaterThanOrEqualTo(ENOUGH);
    }
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /** As WCAG reckons it. */
  private static double contrast(String one, String other) {
    double light = Math.max(luminance(one), luminance(other));
    double dark = Math.min(luminance(one), luminance(other));
    return (light + 0.05) / (dark + 0.05);
  }

  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
