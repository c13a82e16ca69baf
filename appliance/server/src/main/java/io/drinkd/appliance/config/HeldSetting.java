package io.drinkd.appliance.config;

import java.nio.file.Path;

/**
 * A setting that holds.
 *
 * @param file the file that it is of
 * @param line where it stands in the file; 0 if it does not, and the default holds
 * @param key the key within the file, such as {@code listeners[1].port} (counted from 1)
 * @param value as it would stand in the file; never a password
 */
public record HeldSetting(Path file, int line, String key, String value) {}
