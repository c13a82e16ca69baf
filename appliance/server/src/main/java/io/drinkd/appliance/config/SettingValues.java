package io.drinkd.appliance.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of settings that a {@link ProtocolDeclaration} declares, defaults included. Never
 * changes.
 *
 * @param byKey the values by the keys of their settings, such as {@code idle.before-login}: a
 *     String, Long, Boolean, Duration, {@link SecretText} or List of them, as the setting's kind
 *     says; a setting that was left out and has no default is missing
 */
public record SettingValues(Map<String, Object> byKey) {

  public SettingValues {
    byKey = Map.copyOf(byKey);
  }

  /** Of a setting that is a text, a word or a choice, and has a default or must be there. */
  public String text(String key) {
    return present(key, String.class);
  }

  /** Of a number that fits an int, and has a default or must be there. */
  public int number(String key) {
    return Math.toIntExact(present(key, Long.class));
  }

  /** Of a duration that has a default or must be there. */
  public Duration duration(String key) {
    return present(key, Duration.class);
  }

  /** Of address ranges; empty if they are left out. */
  public List<AddressRange> ranges(String key) {
    List<?> ranges = find(key, List.class).orElse(List.of());
    return ranges.stream().map(AddressRange.class::cast).toList();
  }

  /**
   * Of a setting that may be left out.
   *
   * @param type the type of its values, see {@link #byKey}
   */
  public <T> Optional<T> find(String key, Class<T> type) {
    return Optional.ofNullable(byKey.get(key)).map(type::cast);
  }

  private <T> T present(String key, Class<T> type) {
    return find(key, type)
        .orElseThrow(() -> new IllegalArgumentException("the protocol has no setting " + key));
  }
}
