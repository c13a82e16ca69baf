package io.drinkd.appliance.sunday;

/** The unit in which the protocol reports temperatures. */
public final class Fahrenheit {

  private static final double DEGREES_PER_CELSIUS = 1.8;
  private static final double AT_ZERO_CELSIUS = 32;

  private Fahrenheit() {}

  /** Degrees Fahrenheit. */
  public static double of(double celsius) {
    return celsius * DEGREES_PER_CELSIUS + AT_ZERO_CELSIUS;
  }
}
