package io.drinkd.appliance.control.command;

import io.drinkd.appliance.failure.Printable;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** The words of commands that turn something on or off. */
enum OnOff {
  ON,
  OFF;

  static OnOff of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "on" -> ON;
      case "off" -> OFF;
      default ->
          throw new TypeConversionException(
              "found " + Printable.text(word) + ", expected on or off");
    };
  }

  boolean isOn() {
    return this == ON;
  }
}
