package io.drinkd.appliance.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * Follows the reading of a configuration, and remembers what was read: so what is shown is what
 * holds. To be used by one thread.
 */
final class SettingsTrail {

  /** The attribute of a node that says in which line it stands. */
  static final String LINE = "line";

  /** Remembers nothing. */
  static final SettingsTrail NONE = new SettingsTrail(false);

  private final boolean wanted;
  private final Set<String> seen = new HashSet<>();
  private final List<HeldSetting> held = new ArrayList<>();

  private SettingsTrail(boolean wanted) {
    this.wanted = wanted;
  }

  static SettingsTrail begin() {
    return new SettingsTrail(true);
  }

  /** Whether it remembers anything, so that nodes need to know their lines. */
  boolean isWanted() {
    return wanted;
  }

  /**
   * @param key asked for only if it is remembered
   */
  void readFromFile(Path file, Supplier<String> key, List<ImmutableNode> nodes) {
    if (wanted) {
      Object line = nodes.get(0).getAttributes().get(LINE);
      String value =
          nodes.stream()
              .map(node -> String.valueOf(node.getValue()))
              .collect(Collectors.joining(", "));
      add(new HeldSetting(file, line instanceof Integer number ? number : 0, key.get(), value));
    }
  }

  /**
   * @param key asked for only if it is remembered
   */
  void readDefault(Path file, Supplier<String> key, Object value) {
    if (wanted) {
      add(new HeldSetting(file, 0, key.get(), value.toString()));
    }
  }

  private void add(HeldSetting setting) {
    if (seen.add(setting.file() + " " + setting.key())) {
      held.add(setting);
    }
  }

  List<HeldSetting> held() {
    return List.copyOf(held);
  }
}
