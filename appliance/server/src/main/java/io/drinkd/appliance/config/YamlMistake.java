package io.drinkd.appliance.config;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Says in an admin's phrase why a file is no sound YAML. The parser's own phrase are those of
 * whoever wrote it; and the text around the mistake, which it shows too, may hold a password.
 */
final class YamlMistake {

  private static final Phrase OTHERWISE =
      new Phrase(
          "", "a line that cannot be read", "lines such as key: value, indented with blanks");

  /** The first that fits what the parser says, first the context and then the problem. */
  private static final List<Phrase> KNOWN =
      List.of(
          new Phrase(".*found duplicate key (.*)", "the key $1 for a second time", "each key once"),
          new Phrase(".*[Tt]ag\\b.*", "a type tag (!)", "values without type tags"),
          new Phrase(".*(?:alias|anchor).*", "'&' or '*'", "each section written out"),
          new Phrase(".*keys or a list as a key.*", "keys or a list as a key", "a word as a key"),
          new Phrase(".*character '.t\\(TAB\\)'.*", "a tab", "blanks to indent with"),
          new Phrase(
              ".*character '(.)' that cannot start.*",
              "a value that begins with $1",
              "such a value between quotes"),
          new Phrase(
              ".*scanning a (?:single-|double-)?quoted scalar.*unexpected.*",
              "a text without its closing quote",
              "the same quote at both ends"),
          new Phrase(
              ".*escape.*",
              "a backslash between double quotes",
              "single quotes around a text with a backslash"),
          new Phrase(
              ".*(?:expected ',' or ']'|node content, but found '<stream end>).*",
              "a list that is not closed",
              "commas between [ and ]"),
          new Phrase(
              ".*(?:expected ',' or '}'|flow mapping).*",
              "keys that are not closed",
              "key: value, with commas between { and }"),
          new Phrase(
              ".*mapping (?:values|keys) are not allowed.*",
              "a colon where no key can be",
              "one key: value on a line, a text with a colon between quotes"),
          new Phrase(
              ".*sequence entries are not allowed.*",
              "a dash where no list can be",
              "each entry of a list on a line of its own"),
          new Phrase(
              ".*(?:could not find expected ':'|scanning a simple key).*",
              "a line without a colon",
              "key: value"),
          new Phrase(
              ".*expected the node content.*",
              "a sign where a value belongs",
              "a value, between quotes if it begins with a sign"),
          new Phrase(
              ".*expected (?:<block end>|'<document start>').*",
              "a line that is indented otherwise than those before it",
              "keys of one section exactly below each other"),
          new Phrase(
              ".*(?:single|another|separator) ?document.*|.*document separator.*",
              "a second document (---)",
              "one document"));

  private YamlMistake() {}

  /**
   * Other phrase for what the parser says.
   *
   * @param said a pattern for it
   * @param found may have what its groups matched, as $1
   */
  private record Phrase(String said, String found, String expected) {}

  /**
   * The mistake for which the parser has given up.
   *
   * @param text what stands in the file
   */
  static SettingsError of(Path file, String text, YAMLException thrown) {
    if (thrown instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      String said = marked.getContext() + ": " + marked.getProblem();
      return of(file, "line " + (marked.getProblemMark().getLine() + 1), said);
    }
    if (thrown instanceof ReaderException reader) {
      int character = reader.getCodePoint();
      String before = text.substring(0, Math.max(0, text.indexOf(character)));
      long line = 1 + before.chars().filter(c -> c == '\n').count();
      String found = "the character " + Values.codePoint(character);
      return new SettingsError(file, "line " + line, found, "text without control characters");
    }
    return new SettingsError(file, "", "YAML with '&' and '*'", "each section written out");
  }

  private static SettingsError of(Path file, String line, String said) {
    for (Phrase phrase : KNOWN) {
      Matcher matcher = Pattern.compile(phrase.said, Pattern.DOTALL).matcher(said);
      if (matcher.matches()) {
        return new SettingsError(
            file, line, Values.shortened(matcher.replaceFirst(phrase.found)), phrase.expected);
      }
    }
    return new SettingsError(file, line, OTHERWISE.found, OTHERWISE.expected);
  }
}
