package io.drinkd.client.command;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import java.util.Locale;

/** Temperatures, which the protocol has in degrees Fahrenheit. */
final class Degrees {

  private Degrees() {}

  /**
   * Degrees Fahrenheit as the server writes them.
   *
   * @throws FailedException if that is none
   */
  static double read(String text) {
    if (!isOne(text)) {
      throw new FailedException(ExitCode.FAILED, "found \"" + text + "\", expected a temperature");
    }
    return Double.parseDouble(text);
  }

  static boolean isOne(String text) {
    return text.matches("-?[0-9]{1,4}(\\.[0-9]{1,9})?");
  }

  static double celsius(double fahrenheit) {
    return (fahrenheit - 32) / 1.8;
  }

  static double round(double degrees) {
    return Math.round(degrees * 10) / 10.0;
  }

  /** In both, for people. */
  static String shown(double fahrenheit) {
    return String.format(Locale.ROOT, "%.1f °F (%.1f °C)", fahrenheit, celsius(fahrenheit));
  }
}
