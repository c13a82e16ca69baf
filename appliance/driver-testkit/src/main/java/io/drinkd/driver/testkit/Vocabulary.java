package io.drinkd.driver.testkit;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model's messages, from the file {@value #FILE} of its plugin, with which the conformance checks
 * play its board. The machine's password is {@code secret}; each text is what goes over the wire,
 * its end of line included:
 *
 * <pre>
 *   login        the board logs in with the right password
 *   login.wrong  the board logs in with a wrong password
 *   made         the drop was made
 *   refused      the drop was not made
 *   slots        slot 1 is loaded, slot 2 is empty; a board that counts says how many
 *   garbage      malformed input
 *   accept       the login is accepted
 *   refuse       the login is refused
 *   drop         an order; %d stands for the slot
 * </pre>
 */
final class Vocabulary {

  static final String FILE = "vocabulary.properties";

  private static final Set<String> WORDS =
      Set.of(
          "login",
          "login.wrong",
          "made",
          "refused",
          "slots",
          "garbage",
          "accept",
          "refuse",
          "drop");

  private final Properties texts;

  private Vocabulary(Properties texts) {
    this.texts = texts;
  }

  /**
   * @throws AssertionError if a message is missing; says which
   */
  static Vocabulary read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new AssertionError("No " + file.toAbsolutePath() + ": a driver needs its vocabulary");
    }
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      return read(reader, file.toString());
    }
  }

  static Vocabulary read(Reader reader, String file) throws IOException {
    var texts = new Properties();
    texts.load(reader);
    var missing = new TreeSet<>(WORDS);
    missing.removeAll(texts.stringPropertyNames());
    if (!missing.isEmpty()) {
      throw new AssertionError(file + ": no value for " + missing);
    }
    return new Vocabulary(texts);
  }

  private String text(String word) {
    return Optional.ofNullable(texts.getProperty(word)).orElseThrow();
  }

  String login() {
    return text("login");
  }

  String wrongLogin() {
    return text("login.wrong");
  }

  String made() {
    return text("made");
  }

  String refused() {
    return text("refused");
  }

  String slots() {
    return text("slots");
  }

  String garbage() {
    return text("garbage");
  }

  String accept() {
    return text("accept");
  }

  String refuse() {
    return text("refuse");
  }

  String drop(int slot) {
    return String.format(Locale.ROOT, text("drop"), slot);
  }
}
