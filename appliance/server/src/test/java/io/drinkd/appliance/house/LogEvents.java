package io.drinkd.appliance.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The list of the names of events: how each text of the log is called, whatever it says. */
final class LogEvents {

  /** Where the list is in the repository. */
  static final String PATH =
      "appliance/server/src/main/resources/io/drinkd/appliance/log/events.txt";

  private static final Path FILE = Repository.ROOT.resolve(PATH);

  private static final String SEPARATOR = ": ";
  private static final int WORDS_MAX = 5;

  /** By text. */
  private final Map<String, String> names = new LinkedHashMap<>();

  LogEvents() {
    if (Files.exists(FILE)) {
      for (String line : Repository.lines(FILE)) {
        int end = line.indexOf(SEPARATOR);
        names.put(line.substring(end + SEPARATOR.length()), line.substring(0, end));
      }
    }
  }

  /** The texts that have a name. */
  Set<String> texts() {
    return names.keySet();
  }

  Collection<String> names() {
    return names.values();
  }

  /** The texts that should have one: those that people read. */
  static Set<String> textsOf(List<LogLine> lines) {
    Set<String> texts = new TreeSet<>();
    lines.stream().filter(line -> !line.isForDebugging()).forEach(line -> texts.add(line.format()));
    return texts;
  }

  String of(LogLine line) {
    return names.getOrDefault(line.format(), "");
  }

  /** Writes the list anew: with a name for each text that has none, by its first words. */
  void write(List<LogLine> lines) throws IOException {
    Set<String> sorted = new TreeSet<>();
    for (String text : textsOf(lines)) {
      sorted.add(names.getOrDefault(text, proposed(text)) + SEPARATOR + text);
    }
    Files.createDirectories(FILE.getParent());
    Files.write(FILE, sorted);
  }

  private static String proposed(String text) {
    List<String> words =
        List.of(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")).stream()
            .filter(word -> !word.isEmpty())
            .limit(WORDS_MAX)
            .toList();
    return String.join("-", words);
  }
}
