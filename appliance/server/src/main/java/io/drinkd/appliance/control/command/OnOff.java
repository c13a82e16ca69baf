package io.drinkd.appliance.control.command;

/** The words of commands that turn something on or off. */
enum OnOff {
  ON,
  OFF;

  boolean isOn() {
    return this == ON;
  }
}
