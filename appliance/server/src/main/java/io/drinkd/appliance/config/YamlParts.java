package io.drinkd.appliance.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads files part by part, and a part that many of them have, only once: machines of one kind have
 * the same driver, the same times and mostly the same drinks, and to read those takes a start
 * longer than all else of a machine.
 *
 * <p>A part is a key that begins a line, with all that stands below it; of a list, each entry with
 * that key. What cannot be divided so is left to whoever reads a file as a whole, as is every
 * mistake. To be used by one thread.
 */
final class YamlParts {

  /** What concerns more than one part, and ends of lines that are not looked for. */
  private static final List<String> BETWEEN_PARTS =
      List.of("%TAG", "\n---", "\n...", "\r", "\u0085", "\u2028", "\u2029");

  /** Longer than any key of a setting. */
  private static final int KEY_MAX = 100;

  private final YamlNodes nodes;

  /** What stands in the parts that were read, by their texts; empty for one with a mistake. */
  private final Map<String, List<ImmutableNode>> known = new HashMap<>();

  YamlParts(YamlNodes nodes) {
    this.nodes = nodes;
  }

  /** The keys of a file as {@link YamlNodes} has them; empty if it has to be read as a whole. */
  Optional<ImmutableNode> parse(String text) {
    if (BETWEEN_PARTS.stream().anyMatch(text::contains)) {
      return Optional.empty();
    }
    ImmutableNode.Builder file = new ImmutableNode.Builder();
    Set<String> keys = new HashSet<>();
    int end;
    for (int from = 0; from < text.length(); from = end) {
      // What stands before the first key goes with it.
      end = end(text, from > 0 || isLetter(text.charAt(0)) ? from : end(text, 0));
      List<ImmutableNode> part = part(text.substring(from, end));
      if (part.isEmpty() || !keys.add(part.get(0).getNodeName())) {
        return Optional.empty();
      }
      file.addChildren(part);
    }
    return keys.isEmpty() ? Optional.empty() : Optional.of(file.create());
  }

  /** Where the part ends that begins there: at the next line that begins with a letter. */
  private static int end(String text, int from) {
    int end = text.indexOf('\n', from) + 1;
    while (end > 0 && end < text.length() && !isLetter(text.charAt(end))) {
      end = text.indexOf('\n', end) + 1;
    }
    return end > 0 ? end : text.length();
  }

  private static boolean isLetter(char character) {
    return character >= 'a' && character <= 'z';
  }

  /** All that stands behind one key; empty after a mistake, or where there is not one key. */
  private List<ImmutableNode> part(String text) {
    List<ImmutableNode> read = known.get(text);
    if (read == null) {
      List<String> entries = entries(text);
      read = entries.size() > 1 ? all(entries) : keyOf(text);
      known.put(text, read);
    }
    return read;
  }

  private List<ImmutableNode> all(List<String> entries) {
    List<ImmutableNode> all = new ArrayList<>();
    for (String entry : entries) {
      List<ImmutableNode> read = known.computeIfAbsent(entry, this::keyOf);
      if (read.isEmpty()) {
        return List.of();
      }
      all.addAll(read);
    }
    return all;
  }

  /**
   * A list's entries, each with the list's key before it and with the lines that belong to it;
   * fewer than two if it is no list, or none whose entries stand on lines of their own.
   */
  private static List<String> entries(String text) {
    List<String> entries = new ArrayList<>();
    int first = text.indexOf(":\n") + 2;
    int dash = text.indexOf("- ", first);
    if (first < 2
        || text.indexOf('\n') < first - 1
        || dash < 0
        || !text.substring(first, dash).isBlank()) {
      return entries;
    }
    String key = text.substring(0, first);
    String begin = "\n" + text.substring(first, dash + 2);
    int from = first;
    while (from < text.length()) {
      int next = text.indexOf(begin, from) + 1;
      int end = next > 0 ? next : text.length();
      entries.add(key + text.substring(from, end));
      from = end;
    }
    return entries;
  }

  private List<ImmutableNode> keyOf(String text) {
    Optional<ImmutableNode> line = plainLine(text);
    if (line.isPresent()) {
      return List.of(line.get());
    }
    try {
      List<ImmutableNode> read =
          nodes.parse(text).map(ImmutableNode::getChildren).orElseGet(List::of);
      boolean oneKey = read.stream().map(ImmutableNode::getNodeName).distinct().count() == 1;
      return oneKey ? read : List.of();
    } catch (YAMLException | YamlNodes.NoTextKeyException e) {
      return List.of();
    }
  }

  /**
   * A key and a text on one line, of which no character means anything to YAML; empty if it is not
   * as plain as that. What a machine has for itself, its name and address, mostly is.
   */
  private Optional<ImmutableNode> plainLine(String text) {
    int colon = text.indexOf(": ");
    int end = text.endsWith("\n") ? text.length() - 1 : text.length();
    if (colon <= 0
        || colon > KEY_MAX
        || !isPlain(text, 0, colon)
        || !isPlain(text, colon + 2, end)) {
      return Optional.empty();
    }
    return nodes.plain(text.substring(0, colon), text.substring(colon + 2, end));
  }

  /** Whether it begins and ends with a letter or digit, as does whatever is behind a colon. */
  private static boolean isPlain(String text, int from, int to) {
    boolean afterMark = true;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean mark = c == ':' || c == ' ' || c == '.' || c == '-' || c == '/';
      if (!mark && !Words.isLetterOrDigit(c) || mark && afterMark) {
        return false;
      }
      afterMark = mark;
    }
    return !afterMark;
  }
}
