package io.drinkd.appliance.config;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One key of the configuration: where it belongs, which values it takes, and what it is for.
 *
 * @param key the key after those around it, such as {@code listeners.connections.all}
 * @param type which values it takes
 * @param required whether it is a mistake to leave it out
 * @param fallback its value when it is left out, written as it would be in the file
 * @param meaning what it is for, in a few words
 * @param companion the key beside it that must be there too where this one is; empty for none
 */
public record Setting(
    String key,
    Type type,
    boolean required,
    Optional<String> fallback,
    String meaning,
    Optional<String> companion) {

  /** How many characters a text has at most, unless something else is said. */
  private static final long TEXT_MOST = 100;

  /** Kinds of values. */
  public enum Kind {
    /** One line of text without double quotes: the wire puts names between them. */
    TEXT,
    /** A name that can be typed without quotes. */
    WORD,
    /** One of a few words. */
    CHOICE,
    /** The address of a web site, without a path. */
    SITE,
    /** The address by which a provider of logins names itself. */
    ISSUER,
    NUMBER,
    DURATION,
    /** In degrees, with the letter of its scale. */
    TEMPERATURE,
    /** Yes or no. */
    FLAG,
    /** Where a secret is kept: one of the {@link Setting#sources}, never the secret itself. */
    SECRET,
    /** Keys of its own. */
    SECTION,
    /** Sections, one after another. */
    SECTIONS,
    /** Texts, one after another. */
    TEXTS,
    /** Words, one after another. */
    WORDS,
    /** Address ranges, one after another. */
    RANGES
  }

  /**
   * What may stand behind a key.
   *
   * @param kind of what kind it is
   * @param least the least number, the shortest duration in milliseconds, or the lowest temperature
   *     in degrees Celsius; 0 for other kinds
   * @param most the greatest number, the longest duration in milliseconds, the highest temperature
   *     in degrees Celsius, or how many characters a text has at most; 0 for other kinds
   * @param choices the words of a choice; empty for other kinds
   */
  public record Type(Kind kind, long least, long most, List<String> choices) {}

  /** A setting of a kind that needs no bounds. It must be there. */
  public static Setting of(Kind kind, String key, String meaning) {
    long most = kind == Kind.TEXT || kind == Kind.TEXTS ? TEXT_MOST : 0;
    return of(new Type(kind, 0, most, List.of()), key, meaning);
  }

  /** A text of at most so many characters. It must be there. */
  public static Setting text(String key, long most, String meaning) {
    return of(new Type(Kind.TEXT, 0, most, List.of()), key, meaning);
  }

  /** A whole number from {@code least} to {@code most}. It must be there. */
  public static Setting number(String key, long least, long most, String meaning) {
    return of(new Type(Kind.NUMBER, least, most, List.of()), key, meaning);
  }

  /** A duration from {@code least} to {@code most}, to the millisecond. It must be there. */
  public static Setting duration(String key, Duration least, Duration most, String meaning) {
    return of(new Type(Kind.DURATION, least.toMillis(), most.toMillis(), List.of()), key, meaning);
  }

  /** A temperature from {@code least} to {@code most} degrees Celsius. It must be there. */
  public static Setting temperature(String key, long least, long most, String meaning) {
    return of(new Type(Kind.TEMPERATURE, least, most, List.of()), key, meaning);
  }

  /** One of these words. It must be there. */
  public static Setting choice(String key, Collection<String> words, String meaning) {
    return of(new Type(Kind.CHOICE, 0, 0, List.copyOf(words)), key, meaning);
  }

  private static Setting of(Type type, String key, String meaning) {
    return new Setting(key, type, true, Optional.empty(), meaning, Optional.empty());
  }

  /** The same, but it may be left out. */
  public Setting optional() {
    return new Setting(key, type, false, Optional.empty(), meaning, companion);
  }

  /** The same, but it may be left out, and {@code value}, as in the file, holds then. */
  public Setting orElse(String value) {
    return new Setting(key, type, false, Optional.of(value), meaning, companion);
  }

  /** The same, but where it is there, the setting behind that key beside it must be too. */
  public Setting with(String other) {
    return new Setting(key, type, required, fallback, meaning, Optional.of(other));
  }

  public Kind kind() {
    return type.kind();
  }

  /** The keys below a secret, of which one says where it is kept. */
  List<Setting> sources() {
    return List.of(
        of(Kind.TEXT, key + ".file", "a file that holds it").optional(),
        of(Kind.TEXT, key + ".env", "an environment variable that holds it").optional(),
        of(Kind.WORD, key + ".credential", "a credential of systemd that holds it").optional());
  }

  /** The keys around it with their dots, such as {@code listeners.idle.}; empty if none are. */
  String prefix() {
    return key.substring(0, key.lastIndexOf('.') + 1);
  }

  /** The last word of the key, such as {@code per-address}. */
  public String name() {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** The key of the section in which it stands; empty if it stands in none. */
  String section() {
    return key.substring(0, Math.max(0, key.lastIndexOf('.')));
  }

  /** The value when the key is left out, of the type that the file would give it. */
  Optional<Object> fallbackValue() {
    return fallback.map(text -> kind() == Kind.NUMBER ? (Object) Long.valueOf(text) : text);
  }

  /** What belongs there, for an error. */
  String expected() {
    return switch (kind()) {
      case TEXT, TEXTS -> "one line of 1 to " + type.most() + " characters without double quotes";
      case WORD, WORDS -> Words.RULE;
      case SITE -> "an address such as https://drink.example.net, without a path";
      case ISSUER ->
          "an address such as https://login.example.net/realms/house; http only of this host";
      case CHOICE -> Words.alternatives(type.choices());
      case NUMBER -> "a whole number from " + type.least() + " to " + type.most();
      case DURATION ->
          "a duration such as 500ms, 10s, 5m or 1h, from "
              + DurationText.of(type.least())
              + " to "
              + DurationText.of(type.most());
      case TEMPERATURE ->
          "a temperature such as 8C or 46F, from " + type.least() + "C to " + type.most() + "C";
      case FLAG -> "true or false";
      case RANGES -> "addresses or ranges of them such as 127.0.0.1, 10.0.0.0/8 or fd00::/8";
      case SECRET -> "{ file: secrets/NAME }, { env: NAME } or { credential: NAME }";
      case SECTION -> "further keys, indented";
      case SECTIONS -> "a list, each entry beginning with a dash";
    };
  }
}
