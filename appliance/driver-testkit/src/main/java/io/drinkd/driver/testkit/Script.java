package io.drinkd.driver.testkit;

import io.drinkd.driver.testkit.Transcript.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * A model's exchanges, from the file {@value #FILE} of its plugin, with which the conformance
 * checks play its board: for models that do not log in, that are polled, or that need several
 * exchanges for an order. The file has sections, each with lines as in a {@link Transcript}:
 *
 * <pre>
 *   [up]        all that is said until the board is up, which reports slot 1 loaded, 2 empty
 *   [order]     all that is said until the order has left which makes the board drop
 *   [made]      what follows, to the end, if the board drops
 *   [refused]   what follows if the board refuses
 *   [after]     what follows each order that has ended: how the board is polled then
 *   [garbage]   what a sound board never sends
 * </pre>
 *
 * In texts {@code %d} stands for the slot, {@code %i} for the number of the drop. In lines of hex
 * digits {@code ss} stands for the slot, and {@code tt} for a byte that the driver chooses and the
 * board repeats. {@code = advance 1s} lets time pass.
 */
final class Script {

  static final String FILE = "vocabulary.txt";

  private static final List<String> SECTIONS =
      List.of("up", "order", "made", "refused", "after", "garbage");

  private final Map<String, List<String>> sections;

  private Script(Map<String, List<String>> sections) {
    this.sections = sections;
  }

  /**
   * @throws AssertionError if a section is missing; says which
   */
  static Script read(Path file) throws IOException {
    return parse(file.toString(), Files.readAllLines(file, StandardCharsets.UTF_8));
  }

  static Script parse(String file, List<String> lines) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("[") && line.endsWith("]")) {
        current = new ArrayList<>();
        sections.put(line.substring(1, line.length() - 1), current);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        current.add(line);
      }
    }
    var missing = new TreeSet<>(SECTIONS);
    missing.removeAll(sections.keySet());
    if (!missing.isEmpty()) {
      throw new AssertionError(file + ": no section for " + missing);
    }
    return new Script(sections);
  }

  /** The lines of a section. */
  List<String> lines(String section) {
    return sections.get(section);
  }

  /** A line for a slot and a drop, with {@code tt} as it is. */
  static String filled(String line, int slot, long drop) {
    return isHex(line)
        ? line.replace("ss", String.format(Locale.ROOT, "%02x", slot))
        : line.replace("%d", String.valueOf(slot)).replace("%i", String.valueOf(drop));
  }

  static boolean isHex(String line) {
    return line.startsWith("<x ") || line.startsWith(">x ");
  }

  /** One line without {@code tt}. */
  static Step step(String line) {
    return Transcript.parse(FILE, List.of(line)).steps().get(0);
  }
}
