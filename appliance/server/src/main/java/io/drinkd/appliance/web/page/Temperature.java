package io.drinkd.appliance.web.page;

import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.reading.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How cold it is in a machine.
 *
 * @param shown in degrees
 * @param cold whether it is below what the machine's file calls cold
 * @param words the same in a word
 * @param since since when it is cold, or from when on it is; empty if the file does not say
 * @param measured when that was, if the machine cannot be reached; empty if it is so now
 */
public record Temperature(String shown, boolean cold, String words, String since, String measured) {

  /** What was measured last; null if nothing was lately. */
  static Temperature of(MachineView machine, Texts t) {
    boolean old = machine.status() == MachineStatus.DOWN;
    return machine
        .temperature()
        .map(
            last -> {
              double degrees = last.celsius();
              boolean cold =
                  !old && machine.coldBelowCelsius().filter(limit -> degrees < limit).isPresent();
              return new Temperature(
                  t.celsius(degrees),
                  cold,
                  cold ? t.text("temperature.cold") : "",
                  "",
                  old ? t.moment(last.at()) : "");
            })
        .orElse(null);
  }

  /**
   * The same, and since when it is so.
   *
   * @param day what was measured in the last day, oldest first
   */
  static Temperature of(MachineView machine, List<Reading> day, Texts t) {
    Temperature now = of(machine, t);
    if (now == null || !now.measured.isEmpty()) {
      return now;
    }
    String since = machine.coldBelowCelsius().map(limit -> since(now, limit, day, t)).orElse("");
    return new Temperature(now.shown, now.cold, now.words, since, "");
  }

  private static String since(Temperature now, double limit, List<Reading> day, Texts t) {
    if (!now.cold) {
      return t.text("temperature.not-yet", t.celsius(limit));
    }
    Optional<Instant> warm =
        day.stream()
            .filter(reading -> reading.mean() >= limit)
            .reduce((first, second) -> second)
            .map(Reading::at);
    Optional<Instant> cold =
        day.stream()
            .map(Reading::at)
            .filter(at -> warm.isEmpty() || at.isAfter(warm.get()))
            .findFirst();
    if (warm.isEmpty() && !day.isEmpty()) {
      return t.text("temperature.cold.long");
    }
    return cold.map(at -> t.text("temperature.cold.since", t.moment(at)))
        .orElseGet(() -> t.text("temperature.cold.now"));
  }
}
