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
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The languages of the pages. One more is its code in {@link #CODES}, and a file of texts, {@code
 * texts_CODE.properties}, with all that the English one has. It also has the sentences of {@code
 * openapi.yaml}, as {@code api.doc.} and their place there: the English file has none of them,
 * because they are English there. A test names what is missing.
 */
public final class Languages {

  /** The first one is for whoever asks for none of them. */
  static final List<String> CODES = List.of("en", "de");

  private final Map<String, Map<String, String>> texts = new LinkedHashMap<>();
  private final Sentences sentences;
  private final Clock clock;

  /**
   * @param clock says what day it is, and in which zone the house stands
   */
  Languages(Clock clock) {
    this.clock = clock;
    CODES.forEach(code -> texts.put(code, read(code)));
    sentences = new Sentences(texts.get(CODES.get(0)));
  }

  private static Map<String, String> read(String code) {
    String name = "texts_" + code + ".properties";
    Properties read = new Properties();
    try (InputStream stream = Languages.class.getResourceAsStream(name);
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      read.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("the texts of the pages cannot be read", e);
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
   * The texts for whoever reads these languages, in the first of them that there is; numbers and
   * dates are written as in the region that is named with it.
   *
   * @param wanted the best first
   */
  public Texts texts(List<Locale> wanted) {
    Locale locale =
        wanted.stream()
            .filter(one -> texts.containsKey(one.getLanguage()))
            .findFirst()
            .orElseGet(() -> Locale.forLanguageTag(CODES.get(0)));
    return new Texts(texts.get(locale.getLanguage()), sentences, locale, clock);
  }
}
