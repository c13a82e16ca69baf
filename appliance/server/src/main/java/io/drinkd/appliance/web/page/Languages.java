package io.drinkd.appliance.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The languages of the pages. Each is one file of texts, {@code texts_CODE.properties}; one more is
 * such a file, and its code in {@link #CODES}.
 */
public final class Languages {

  /** The first one is for whoever asks for none of them. */
  static final List<String> CODES = List.of("en", "de");

  /** Longer headers are cut: nobody reads so many languages. */
  private static final int HEADER_MAX = 200;

  private final Map<String, Map<String, String>> texts = new LinkedHashMap<>();
  private final Clock clock;

  /**
   * @param clock says what day it is, and in which zone the house stands
   */
  Languages(Clock clock) {
    this.clock = clock;
    CODES.forEach(code -> texts.put(code, read(code)));
  }

  private static Map<String, String> read(String code) {
    String name = "texts_" + code + ".properties";
    Properties read = new Properties();
    try (InputStream stream = Languages.class.getResourceAsStream(name);
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      read.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    read.forEach((key, text) -> texts.put((String) key, (String) text));
    return Map.copyOf(texts);
  }

  /** The keys of a language's texts, for tests. */
  Set<String> keys(String code) {
    return texts.get(code).keySet();
  }

  /** A text as its file has it, for tests. */
  String raw(String code, String key) {
    return texts.get(code).get(key);
  }

  /**
   * The texts for whoever sends this header, in the first language of it that there is; numbers and
   * dates are written as in the region that it names with that language.
   *
   * @param accepted {@code Accept-Language}; whatever it holds, there is an answer
   */
  public Texts texts(Optional<String> accepted) {
    Locale locale =
        accepted.flatMap(this::known).orElseGet(() -> Locale.forLanguageTag(CODES.get(0)));
    return new Texts(texts.get(locale.getLanguage()), locale, clock);
  }

  private Optional<Locale> known(String accepted) {
    try {
      return LanguageRange.parse(accepted.substring(0, Math.min(accepted.length(), HEADER_MAX)))
          .stream()
          .filter(range -> range.getWeight() > 0)
          .map(range -> Locale.forLanguageTag(range.getRange()))
          .filter(locale -> texts.containsKey(locale.getLanguage()))
          .findFirst();
    } catch (IllegalArgumentException e) {
      // Not a list of languages; whoever sends it gets the first one.
      return Optional.empty();
    }
  }
}
