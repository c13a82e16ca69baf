package io.drinkd.appliance.machine;

import io.drinkd.appliance.machine.BoardReadings.Reported;
import io.drinkd.appliance.store.RowText;
import io.drinkd.driver.PowerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a board has reported, in one line of text for other appliances.
 *
 * @param readings what it measures and counts
 * @param sensed which slots are loaded, as far as it knows
 */
record ReportsText(BoardReadings readings, Map<Integer, Boolean> sensed) {

  /** Between two things of a kind; no name of a thermometer has it, nor a number. */
  private static final String BETWEEN = " ";

  private static final String VALUE = "=";
  private static final String AT = "@";

  static ReportsText of(Machine machine) {
    return new ReportsText(machine.readings(), machine.sensed());
  }

  /**
   * @param step to which the times of reports are rounded
   */
  String text(Duration step) {
    return RowText.of(
            joined(
                readings.temperatures().entrySet().stream()
                    .map(
                        one ->
                            text(one.getKey(), one.getValue().celsius(), one.getValue().at(), step))
                    .toList()),
            readings.doorOpen().map(door -> text("", door.value(), door.at(), step)).orElse(null),
            readings.motors().map(power -> text("", power.value(), power.at(), step)).orElse(null),
            joined(
                readings.counts().entrySet().stream()
                    .map(
                        one ->
                            text(one.getKey(), one.getValue().value(), one.getValue().at(), step))
                    .toList()),
            sensed.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> one.getKey() + VALUE + one.getValue())
                .collect(Collectors.joining(BETWEEN)))
        .toString();
  }

  private static String joined(Collection<String> things) {
    return String.join(BETWEEN, things);
  }

  private static String text(Object name, Object value, Instant at, Duration step) {
    return name + VALUE + value + AT + WrittenTime.of(at, step);
  }

  static ReportsText parse(String line) {
    RowText text = RowText.parse(line);
    Map<Integer, Boolean> sensed = new TreeMap<>();
    words(text.text(4))
        .map(word -> word.split(VALUE, 2))
        .forEach(one -> sensed.put(Integer.valueOf(one[0]), Boolean.valueOf(one[1])));
    SortedMap<String, Temperature> temperatures =
        all(text.text(0), (value, at) -> new Temperature(Double.parseDouble(value), at));
    SortedMap<Integer, Reported<Integer>> counts = new TreeMap<>();
    all(text.text(3), (value, at) -> new Reported<>(Integer.valueOf(value), at))
        .forEach((slot, count) -> counts.put(Integer.valueOf(slot), count));
    return new ReportsText(
        new BoardReadings(
            temperatures,
            one(text.find(1), word -> Optional.of(Boolean.valueOf(word))),
            one(text.find(2), PowerState::named),
            counts),
        sensed);
  }

  /**
   * A thing of which there is one; empty if another appliance has a word that is not known here.
   */
  private static <T> Optional<Reported<T>> one(
      Optional<String> text, Function<String, Optional<T>> known) {
    return text.flatMap(
        one ->
            all(one, (value, at) -> known.apply(value).map(found -> new Reported<>(found, at)))
                .values()
                .stream()
                .findFirst()
                .flatMap(Function.identity()));
  }

  private static Stream<String> words(String joined) {
    return Arrays.stream(joined.split(BETWEEN)).filter(word -> !word.isEmpty());
  }

  private static <T> SortedMap<String, T> all(String joined, BiFunction<String, Instant, T> thing) {
    SortedMap<String, T> things = new TreeMap<>();
    for (String word : words(joined).toList()) {
      List<String> parts = List.of(word.split("[" + VALUE + AT + "]", 3));
      things.put(parts.get(0), thing.apply(parts.get(1), WrittenTime.parse(parts.get(2))));
    }
    return things;
  }
}
