package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.machine.Slot.Content;
import io.drinkd.appliance.machine.StockLimits;
import io.drinkd.appliance.sunday.House;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Which machine and which drink somebody means who types a name. */
class NamesForPeopleTest {

  private static final List<String> ITEMS =
      List.of("Coke", "Root Beer", "Dr Pepper", "Cola über alles", "Coke");

  private static final StockLimits NO_LIMITS = new StockLimits(10, 0);

  private static List<Slot> slots() {
    List<Slot> slots = new ArrayList<>();
    for (String item : ITEMS) {
      slots.add(new Slot(slots.size() + 1, item, 50, Content.of(5), 0, true, NO_LIMITS));
    }
    return slots;
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/names/drinks.txt", delimiter = '|')
  void drinks(String word, String expected) {
    assertThat(found(word)).isEqualTo(expected);
  }

  private static String found(String word) {
    try {
      return DrinkNames.find("d", slots(), word).stream()
          .map(slot -> String.valueOf(slot.number()))
          .collect(Collectors.joining(" "));
    } catch (RefusedException e) {
      return e.getMessage().contains("three letters") ? "short" : "none";
    }
  }

  @Test
  void severalDrinksAreNamed() {
    List<Slot> slots = new ArrayList<>(slots());
    slots.add(new Slot(6, "Cold Coffee", 50, Content.of(5), 0, true, NO_LIMITS));
    assertThatThrownBy(() -> DrinkNames.find("d", slots, "col"))
        .isInstanceOf(RefusedException.class)
        .hasMessage("col could be one of: Cola über alles, Cold Coffee");
  }

  @Test
  void machines(@TempDir Path data) throws Exception {
    try (House house = new House(data)) {
      Catalog catalog = house.services().catalog();
      List<String> wrong = new ArrayList<>();
      for (String line : lines("/names/machines.txt")) {
        String[] words = line.split(" *\\| *");
        if (!found(catalog, words[0]).equals(words[1])) {
          wrong.add(line);
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(found(catalog, "BigDrink")).as("an alias").isEqualTo("d");
    }
  }

  private static List<String> lines(String resource) throws Exception {
    try (var in = NamesForPeopleTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  private static String found(Catalog catalog, String word) {
    try {
      return catalog.called(word).id();
    } catch (RefusedException e) {
      return "none";
    }
  }
}
