package io.drinkd.driver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a driver's own settings for one machine, defaults included. Never changes. */
public final class DriverValues {

  /** Of a driver that declares no settings. */
  public static final DriverValues NONE = new DriverValues(Map.of());

  private final Map<String, Object> byName;

  private DriverValues(Map<String, Object> byName) {
    this.byName = Map.copyOf(byName);
  }

  /**
   * Something that is wrong with what a file says.
   *
   * @param name the setting
   * @param found what stands there
   * @param expected what belongs there
   */
  public record Mistake(String name, String found, String expected) {}

  /** Where a file has a mistake. */
  public static final class MistakesException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    private MistakesException(List<Mistake> mistakes) {
      super(mistakes.toString());
      this.mistakes = List.copyOf(mistakes);
    }

    /** All of them; at least one. */
    public List<Mistake> mistakes() {
      return mistakes;
    }
  }

  /**
   * Takes what a file says, by the names of the settings.
   *
   * @param machine the machine's id, for which <code>{machine}</code> stands in texts
   * @throws MistakesException if that does not suit what is declared
   */
  public static DriverValues of(
      List<DriverSetting> declared, Map<String, String> given, String machine)
      throws MistakesException {
    if (declared.isEmpty() && given.isEmpty()) {
      // Asked for of each machine, and most drivers have none.
      return NONE;
    }
    List<Mistake> mistakes = new ArrayList<>();
    Map<String, Object> values = new LinkedHashMap<>();
    for (DriverSetting setting : declared) {
      String text = given.getOrDefault(setting.name(), setting.fallback().orElse(null));
      if (text == null) {
        mistakes.add(
            new Mistake(setting.name(), "nothing", setting.expected() + ": " + setting.help()));
        continue;
      }
      setting
          .parse(text)
          .ifPresentOrElse(
              value -> values.put(setting.name(), about(machine, value)),
              () -> mistakes.add(new Mistake(setting.name(), text, setting.expected())));
    }
    List<String> names = declared.stream().map(DriverSetting::name).toList();
    given.keySet().stream()
        .filter(name -> !names.contains(name))
        .forEach(
            name -> mistakes.add(new Mistake(name, "a setting that the driver lacks", one(names))));
    if (!mistakes.isEmpty()) {
      throw new MistakesException(mistakes);
    }
    return new DriverValues(values);
  }

  private static Object about(String machine, Object value) {
    return value instanceof String text ? text.replace("{machine}", machine) : value;
  }

  private static String one(List<String> names) {
    return names.isEmpty() ? "none, it has no settings" : "one of " + String.join(", ", names);
  }

  /** Of a text or a choice. */
  public String text(String name) {
    return value(name, String.class);
  }

  /** Of any kind, as a text that differs where the values do. */
  public String shown(String name) {
    return value(name, Object.class).toString();
  }

  /** Of a number that fits an int. */
  public int number(String name) {
    return Math.toIntExact(value(name, Long.class));
  }

  public Duration duration(String name) {
    return value(name, Duration.class);
  }

  public boolean flag(String name) {
    return value(name, Boolean.class);
  }

  /**
   * @throws IllegalArgumentException if the driver declares no such setting, or another kind of it
   */
  private <T> T value(String name, Class<T> type) {
    Object value = byName.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "the driver declares no setting \"" + name + "\" of that kind");
    }
    return type.cast(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DriverValues values && byName.equals(values.byName);
  }

  @Override
  public int hashCode() {
    return byName.hashCode();
  }

  @Override
  public String toString() {
    return byName.toString();
  }
}
