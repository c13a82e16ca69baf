package io.drinkd.appliance.config;

import io.drinkd.appliance.config.Setting.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys that a section and those below it may have.
 *
 * @param byPrefix their settings by the keys around them, such as {@code listeners.idle.}, and by
 *     their own
 * @param unknown what an error calls every other key
 */
record Keys(Map<String, Map<String, Setting>> byPrefix, String unknown) {

  /** The keys of a file in which they are always the same. */
  static Keys of(List<Setting> settings) {
    return new Keys(
        settings.stream()
            .collect(
                Collectors.groupingBy(
                    Setting::prefix, Collectors.toMap(Setting::name, Function.identity()))),
        "an unknown key");
  }

  /** The settings directly below the keys of a prefix. */
  Map<String, Setting> in(String prefix) {
    return byPrefix.getOrDefault(prefix, Map.of());
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
    Map<String, Map<String, Setting>> all = new HashMap<>();
    byPrefix.forEach((prefix, settings) -> all.put(prefix, new HashMap<>(settings)));
    for (Setting setting : own) {
      add(all, list, setting);
      if (setting.kind() == Kind.SECRET) {
        setting.sources().forEach(source -> add(all, list, source));
      }
    }
    return new Keys(all, otherwise);
  }

  private static void add(Map<String, Map<String, Setting>> all, String list, Setting setting) {
    String prefix = list + "." + setting.prefix();
    if (all.computeIfAbsent(prefix, key -> new HashMap<>()).put(setting.name(), setting) != null) {
      throw new IllegalArgumentException("two settings " + list + "." + setting.key());
    }
  }

  /**
   * The same settings, where some of the entries of a list have other values when they are left
   * out.
   *
   * @param list the key of the list
   * @param usual the values by their keys as seen from an entry
   */
  Keys usually(String list, Map<String, String> usual) {
    Map<String, Map<String, Setting>> all = new HashMap<>();
    byPrefix.forEach(
        (prefix, settings) -> {
          Map<String, Setting> changed = new HashMap<>();
          settings.forEach(
              (name, setting) -> {
                String value = usual.get(setting.key().replaceFirst("^" + list + "\\.", ""));
                boolean isOf = setting.key().startsWith(list + ".");
                changed.put(name, isOf && value != null ? setting.orElse(value) : setting);
              });
          all.put(prefix, changed);
        });
    return new Keys(all, unknown);
  }
}
