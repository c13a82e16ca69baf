package io.drinkd.appliance.sunday;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The dialects by the names that a listener's {@code dialect:} may have. */
public final class Dialects {

  private static final Map<String, Dialect> ALL =
      new TreeMap<>(Map.of("classic", new ClassicDialect(), "drinkjs", new DrinkjsDialect()));

  private Dialects() {}

  /** The dialect of that name, if there is one. */
  public static Optional<Dialect> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** All names, sorted. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(ALL.keySet());
  }
}
