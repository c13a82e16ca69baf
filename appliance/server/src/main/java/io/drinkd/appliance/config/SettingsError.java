package io.drinkd.appliance.config;

import java.nio.file.Path;

/**
 * One mistake in the configuration.
 *
 * @param file where it stands, as a path that can be opened from here
 * @param key the key within the file, such as {@code listeners[1].port} (counted from 1); empty if
 *     the file as a whole is meant
 * @param found what is there; never a password
 * @param expected what belongs there, with what to do about it where that is not obvious; empty if
 *     that is said with what was found
 */
public record SettingsError(Path file, String key, String found, String expected) {

  /** One line for the admin. */
  @Override
  public String toString() {
    String place = key.isEmpty() ? file.toString() : file + ": " + key;
    return place + ": found " + found + (expected.isEmpty() ? "" : ", expected " + expected);
  }
}
