package io.drinkd.appliance.audit;

import io.drinkd.appliance.failure.Phrase.Said;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A change.
 *
 * @param act what was done
 * @param before how it was; empty if there was nothing
 * @param after how it is since; empty if there is nothing
 */
public record Deed(Said<Act> act, List<Said<Trait>> before, List<Said<Trait>> after) {

  // One line for the act, and one for each trait, with its values behind tabs.
  private static final String TAB = "\t";
  private static final String BEFORE = "-";
  private static final String AFTER = "+";

  /** Several traits in English, behind each other. */
  static String english(List<Said<Trait>> traits) {
    return traits.stream().map(Said::english).collect(Collectors.joining(", "));
  }

  /** As the books keep it. */
  String written() {
    StringBuilder text = new StringBuilder();
    write(text, act);
    before.forEach(trait -> write(text.append(BEFORE), trait));
    after.forEach(trait -> write(text.append(AFTER), trait));
    return text.toString();
  }

  private static void write(StringBuilder text, Said<?> said) {
    text.append(said.phrase().name());
    said.values().forEach(value -> text.append(TAB).append(escaped(value)));
    text.append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }

  /** What {@link #written} has written. */
  static Deed read(String written) {
    List<String> lines = List.of(written.split("\n"));
    String act = lines.get(0);
    return new Deed(
        new Said<>(Act.valueOf(name(act)), values(act)),
        traits(lines, BEFORE),
        traits(lines, AFTER));
  }

  private static List<Said<Trait>> traits(List<String> lines, String sign) {
    return lines.stream()
        .skip(1)
        .filter(line -> line.startsWith(sign))
        .map(line -> line.substring(sign.length()))
        .map(line -> new Said<>(Trait.valueOf(name(line)), values(line)))
        .toList();
  }

  private static String name(String line) {
    return line.split(TAB, 2)[0];
  }

  private static List<String> values(String line) {
    return Arrays.stream(line.split(TAB, -1)).skip(1).map(Deed::unescaped).toList();
  }

  private static String unescaped(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char next = value.charAt(i);
      if (next == '\\') {
        i++;
        next = value.charAt(i);
        next = next == 't' ? '\t' : next == 'n' ? '\n' : next;
      }
      text.append(next);
    }
    return text.toString();
  }
}
