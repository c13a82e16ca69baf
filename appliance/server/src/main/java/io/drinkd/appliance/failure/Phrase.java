package io.drinkd.appliance.failure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Something that is said in several languages, with values. Its name stays the same for ever, and
 * is how others than people know it; English is what is written for everybody, such as in logs and
 * books. Implemented by enums.
 */
public interface Phrase {

  /** The enum's name of it. */
  String name();

  /** In English, with {@code %s} for each value. */
  String english();

  /** Its name in small letters, with hyphens. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * A phrase with its values.
   *
   * @param values as many as its English has places
   */
  record Said<P extends Phrase>(P phrase, List<String> values) {

    /** Of whatever can be said as a text. */
    public static <P extends Phrase> Said<P> of(P phrase, Object... values) {
      return new Said<>(phrase, Arrays.stream(values).map(String::valueOf).toList());
    }

    /** In English. */
    public String english() {
      return String.format(Locale.ROOT, phrase.english(), values.toArray());
    }
  }
}
