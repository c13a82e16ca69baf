package io.drinkd.appliance.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Temperatures as the configuration writes them: {@code 8C}, {@code 7.5C}, {@code 46F}. */
final class TemperatureText {

  private static final Pattern TEMPERATURE = Pattern.compile("(-?\\d{1,3}(?:\\.\\d)?) ?([CF])");

  private TemperatureText() {}

  /** In degrees Celsius; empty if {@code text} is no temperature. A number alone is none. */
  static Optional<Double> parse(String text) {
    Matcher temperature = TEMPERATURE.matcher(text);
    if (!temperature.matches()) {
      return Optional.empty();
    }
    double degrees = Double.parseDouble(temperature.group(1));
    return Optional.of(temperature.group(2).equals("C") ? degrees : (degrees - 32) / 1.8);
  }
}
