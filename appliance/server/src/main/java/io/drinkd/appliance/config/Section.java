package io.drinkd.appliance.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Keys of a file that stand together, read by the {@link SettingsTable}.
 *
 * <p>A mistake is added to the errors and reading continues, so that all of them are found at once.
 * What a method returns after a mistake only fits its type: nothing of a configuration with errors
 * is ever used.
 */
final class Section {

  private final FileOfKeys whole;
  private final ImmutableNode node;

  /** What stands behind each key, in the order of the file. */
  private final Map<String, List<ImmutableNode>> byKey = new LinkedHashMap<>();

  private final String shown;
  private final String prefix;
  private final Keys keys;
  private final Map<String, Setting> settings;

  /**
   * The keys of a whole file.
   *
   * @param trail remembers what is read
   */
  Section(
      Path file, ImmutableNode node, Keys keys, List<SettingsError> errors, SettingsTrail trail) {
    this(new FileOfKeys(file, errors, trail), node, "", "", keys);
  }

  /** What all sections of a file share. */
  private record FileOfKeys(Path file, List<SettingsError> errors, SettingsTrail trail) {}

  /**
   * The keys below another key.
   *
   * @param shown the key and those around it as an error shows them, with positions in lists
   * @param prefix the same as the table has them
   */
  private Section(FileOfKeys whole, ImmutableNode node, String shown, String prefix, Keys keys) {
    this.whole = whole;
    this.node = node;
    this.shown = shown;
    this.prefix = prefix;
    this.keys = keys;
    this.settings = keys.in(prefix);
    for (ImmutableNode child : node) {
      byKey.computeIfAbsent(child.getNodeName(), key -> new ArrayList<>(1)).add(child);
    }
    refuseUnknownKeys();
  }

  /** The last word of the key that it stands behind. */
  String name() {
    return node.getNodeName();
  }

  String text(String key) {
    return optionalText(key).orElse("");
  }

  Optional<String> optionalText(String key) {
    return value(key).flatMap(value -> checked(key, value, Values::text));
  }

  long number(String key) {
    return optionalNumber(key).orElse(setting(key).type().least());
  }

  Optional<Long> optionalNumber(String key) {
    return value(key).flatMap(value -> checked(key, value, Values::number));
  }

  Optional<Boolean> optionalFlag(String key) {
    return value(key).flatMap(value -> checked(key, value, Values::flag));
  }

  /** For settings whose table entry says that they fit an int. */
  int smallNumber(String key) {
    return Math.toIntExact(number(key));
  }

  Duration duration(String key) {
    return optionalDuration(key).orElse(Duration.ZERO);
  }

  Optional<Duration> optionalDuration(String key) {
    return value(key).flatMap(value -> checked(key, value, Values::duration));
  }

  /** In degrees Celsius. */
  Optional<Double> optionalTemperature(String key) {
    return value(key).flatMap(value -> checked(key, value, Values::temperature));
  }

  /** Without keys if the section is left out; each of its own keys then has its default. */
  Section section(String key) {
    List<ImmutableNode> found = children(key);
    ImmutableNode first =
        found.isEmpty() ? new ImmutableNode.Builder().name(key).create() : found.get(0);
    if (found.size() > 1) {
      wrong(key, "a list", setting(key).expected());
    } else if (first.getValue() != null) {
      wrong(key, Values.shown(first.getValue()), setting(key).expected());
    }
    return below(key, key, first, keys);
  }

  /** The entries of a list. One entry alone need not begin with a dash. */
  List<Section> sections(String key) {
    return sections(key, entry -> keys);
  }

  /**
   * The same for entries that do not all have the same keys.
   *
   * @param keysOf the keys that an entry may have, by what stands there
   */
  List<Section> sections(String key, Function<ImmutableNode, Keys> keysOf) {
    List<ImmutableNode> found = children(key);
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      ImmutableNode child = found.get(i);
      String place = key + "[" + (i + 1) + "]";
      if (child.getChildren().isEmpty()) {
        wrong(place, Values.shown(valueOf(child)), setting(key).expected());
      } else {
        sections.add(below(key, place, child, keysOf.apply(child)));
      }
    }
    return sections;
  }

  /**
   * What is made of a list. Files that have the very same nodes there, as {@link YamlParts} reads
   * them, share what was made of them first, unless there were mistakes.
   *
   * @param known what was made before
   * @param reader reads the list in this file
   */
  <T> T shared(String key, Map<List<ImmutableNode>, T> known, Supplier<T> reader) {
    List<ImmutableNode> found = named(key);
    T made = known.get(found);
    if (made == null) {
      int mistakes = whole.errors.size();
      made = reader.get();
      if (whole.errors.size() == mistakes && !whole.trail.isWanted()) {
        known.put(found, made);
      }
    }
    return made;
  }

  /**
   * The words or texts of a list; empty if it is left out. One alone need not begin with a dash.
   */
  List<String> words(String key) {
    List<ImmutableNode> found = children(key);
    remember(key, found);
    return found.stream()
        .map(Section::valueOf)
        .filter(value -> value != Values.NoValue.NOTHING)
        .flatMap(value -> checked(key, value, Values::text).stream())
        .toList();
  }

  /**
   * Keys of its own with whatever value each has, as it is written; empty if it is left out. Which
   * there may be is checked by whoever knows.
   */
  Map<String, String> texts(String key) {
    Map<String, String> texts = new TreeMap<>();
    for (ImmutableNode below : named(key)) {
      remember(key, List.of(below));
      if (below.getValue() != null) {
        wrong(key, Values.shown(below.getValue()), setting(key).expected());
      }
      for (ImmutableNode child : below) {
        if (child.getValue() == null || !child.getChildren().isEmpty()) {
          wrong(key + "." + child.getNodeName(), "no value", "one value");
        } else if (texts.put(child.getNodeName(), String.valueOf(child.getValue())) != null) {
          wrong(key + "." + child.getNodeName(), "a list", "one value");
        }
      }
    }
    return Map.copyOf(texts);
  }

  /** The address ranges of a list; empty if it is left out. */
  List<AddressRange> ranges(String key) {
    List<ImmutableNode> found = children(key);
    remember(key, found);
    return found.stream()
        .map(Section::valueOf)
        .flatMap(value -> checked(key, value, Values::range).stream())
        .toList();
  }

  /** What stands behind a key of any kind but sections, or its default; empty after a mistake. */
  Optional<?> any(String key) {
    return switch (setting(key).kind()) {
      case TEXT, WORD, CHOICE, SITE, ISSUER -> optionalText(key);
      case NUMBER -> optionalNumber(key);
      case DURATION -> optionalDuration(key);
      case TEMPERATURE -> optionalTemperature(key);
      case FLAG -> optionalFlag(key);
      case TEXTS, WORDS -> Optional.of(words(key));
      case RANGES -> has(key) ? Optional.of(ranges(key)) : Optional.empty();
      case SECRET, SECTION, SECTIONS ->
          throw new IllegalArgumentException(key + " holds further keys, not a value");
    };
  }

  /** Whether a value stands behind the key, where keys of its own belong. */
  boolean isScalar(String key) {
    return named(key).stream().anyMatch(child -> child.getValue() != null);
  }

  /** Whether a key stands below another one. */
  boolean hasBelow(String key, String below) {
    return named(key).stream().anyMatch(child -> !child.getChildren(below).isEmpty());
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  boolean has(String key) {
    return !named(key).isEmpty();
  }

  void wrong(String key, String found, String expected) {
    whole.errors.add(new SettingsError(whole.file, shown(key), found, expected));
  }

  /** Remembers a value that holds because of another one, where the key is left out. */
  void holds(String key, Object value) {
    whole.trail.readDefault(whole.file, () -> shown(key), value);
  }

  private Section below(String key, String place, ImmutableNode child, Keys itsKeys) {
    return new Section(whole, child, shown(place), prefix + key + ".", itsKeys);
  }

  private String shown(String key) {
    return shown.isEmpty() ? key : shown + "." + key;
  }

  private Setting setting(String key) {
    Setting setting = settings.get(key);
    if (setting == null) {
      throw new IllegalArgumentException("the table has no setting " + prefix + key);
    }
    return setting;
  }

  /** What stands behind the key: more than one node if it is a list. */
  private List<ImmutableNode> children(String key) {
    Setting setting = setting(key);
    List<ImmutableNode> found = named(key);
    if (found.isEmpty() && setting.required()) {
      missing(key, "");
    }
    return found;
  }

  private void missing(String key, String why) {
    Setting setting = setting(key);
    wrong(key, "nothing", setting.expected() + ": " + setting.meaning() + why);
  }

  /** A setting that may be left out, but not beside {@code other}. */
  void require(String key, String other) {
    if (has(other) && !has(key)) {
      missing(key, ", which " + other + " needs");
    }
  }

  private List<ImmutableNode> named(String key) {
    return byKey.getOrDefault(key, List.of());
  }

  /** The one value behind a key, or its default; empty if there is neither or it is a mistake. */
  private Optional<Object> value(String key) {
    Setting setting = setting(key);
    List<ImmutableNode> found = children(key);
    if (found.isEmpty()) {
      Optional<Object> fallback = setting.fallbackValue();
      fallback.ifPresent(value -> holds(key, value));
      return fallback;
    }
    if (found.size() > 1) {
      wrong(key, "a list", setting.expected());
      return Optional.empty();
    }
    remember(key, found);
    return Optional.of(valueOf(found.get(0)));
  }

  private void remember(String key, List<ImmutableNode> found) {
    if (!found.isEmpty()) {
      whole.trail.readFromFile(whole.file, () -> shown(key), found);
    }
  }

  private static Object valueOf(ImmutableNode child) {
    if (!child.getChildren().isEmpty()) {
      return Values.NoValue.BUT_KEYS;
    }
    return child.getValue() == null ? Values.NoValue.NOTHING : child.getValue();
  }

  private <T> Optional<T> checked(
      String key, Object value, BiFunction<Setting, Object, Optional<T>> conversion) {
    Setting setting = setting(key);
    Optional<T> converted = conversion.apply(setting, value);
    if (converted.isEmpty()) {
      wrong(key, Values.shown(value), setting.expected() + Values.advice(setting, value));
    }
    return converted;
  }

  private void refuseUnknownKeys() {
    for (String key : byKey.keySet()) {
      if (!settings.containsKey(key)) {
        wrong(Values.shortened(key), keys.unknown(), instead(key));
      }
    }
  }

  private String instead(String key) {
    List<String> known = settings.keySet().stream().sorted().toList();
    LevenshteinDistance distance = new LevenshteinDistance(2);
    Optional<String> near =
        known.stream()
            .filter(name -> distance.apply(key, name) >= 0)
            .min((a, b) -> distance.apply(key, a) - distance.apply(key, b));
    return near.map(name -> "\"" + name + "\" (did you mean that?)")
        .orElse("one of " + String.join(", ", known));
  }
}
