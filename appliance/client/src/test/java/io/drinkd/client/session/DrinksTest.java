package io.drinkd.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which drink somebody means who types a name: by the table of the appliance's own tests. */
class DrinksTest {

  private static final Path TABLE =
      Path.of(
          System.getProperty("drinkd.home"),
          "appliance/server/src/test/resources/names/drinks.txt");

  private static final List<Slot> SLOTS =
      List.of(
          slot(1, "Coke"),
          slot(2, "Root Beer"),
          slot(3, "Dr Pepper"),
          slot(4, "Cola über alles"),
          slot(5, "Coke"));

  private static Slot slot(long number, String item) {
    return new Slot(number, item, 50, 5, true);
  }

  static List<String> table() throws IOException {
    return Files.readAllLines(TABLE).stream().filter(line -> !line.startsWith("#")).toList();
  }

  @ParameterizedTest
  @MethodSource("table")
  void isTheSameAsAtTheAppliance(String line) {
    String[] words = line.split(" *\\| *");
    // Of several with the same drink, one has to be chosen here.
    assertThat(found(words[0])).isEqualTo(words[1].split(" ")[0]);
  }

  private static String found(String word) {
    try {
      return String.valueOf(Drinks.find(SLOTS, word).number());
    } catch (FailedException e) {
      return e.code() == ExitCode.USAGE ? "short" : "none";
    }
  }
}
