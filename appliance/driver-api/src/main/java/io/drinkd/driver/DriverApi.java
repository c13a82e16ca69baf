package io.drinkd.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of this contract. */
public final class DriverApi {

  /** The version of the appliance that keeps the contract, such as {@code 0.1.0}. */
  public static final String VERSION = readVersion();

  /**
   * The version of the contract alone: a plugin that was built for another one is not loaded, for
   * it would fail at the first call that is no longer there.
   */
  public static final int CONTRACT = 2;

  /** The same as a plugin's manifest has it; a later second number has more, and nothing less. */
  public static final String CONTRACT_VERSION = CONTRACT + ".0.0";

  private DriverApi() {}

  private static String readVersion() {
    try (InputStream text = DriverApi.class.getResourceAsStream("version.txt")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("version.txt of the driver API cannot be read", e);
    }
  }
}
