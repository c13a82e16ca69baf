package io.drinkd.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of this contract. */
public final class DriverApi {

  /**
   * The version of the contract and of the appliance that keeps it, such as {@code 0.1.0}. A plugin
   * states the one it was built against, and is not loaded by an older one.
   */
  public static final String VERSION = readVersion();

  private DriverApi() {}

  private static String readVersion() {
    try (InputStream text = DriverApi.class.getResourceAsStream("version.txt")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("version.txt of the driver API cannot be read", e);
    }
  }
}
