package io.drinkd.appliance.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys that a section and those below it may have.
 *
 * @param byKey their settings
 * @param unknown what an error calls every other key
 */
record Keys(Map<String, Setting> byKey, String unknown) {

  /** The keys of a file in which they are always the same. */
  static Keys of(List<Setting> settings) {
    return new Keys(
        settings.stream().collect(Collectors.toUnmodifiableMap(Setting::key, Function.identity())),
        "an unknown key");
  }

  /**
   * These and some more in the entries of a list.
   *
   * @param list the key of the list
   * @param own the settings, their keys as seen from an entry
   * @param otherwise what an error calls every other key there
   * @throws IllegalArgumentException if two have the same key
   */
  Keys with(String list, List<Setting> own, String otherwise) {
    Map<String, Setting> all = new HashMap<>(byKey);
    for (Setting setting : own) {
      if (all.put(list + "." + setting.key(), setting) != null) {
        throw new IllegalArgumentException("two settings " + list + "." + setting.key());
      }
    }
    return new Keys(all, otherwise);
  }
}
