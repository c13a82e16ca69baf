package io.drinkd.appliance.web.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises the sentences that the house and its drivers write into the books, such as why a drop
 * was refused. They are English there; a page has them in the language of whoever reads. Never
 * changes; may be used by any number of threads.
 */
final class Sentences {

  /** What the keys of their texts begin with. */
  static final String KEYS = "said.";

  /** Sentences within sentences, such as the cause of a lost link; no driver nests them deeper. */
  private static final int DEPTH_MAX = 3;

  /** How the books mark that an actor is a member, which people see by the name. */
  private static final Pattern MEMBER = Pattern.compile("^(?:member|admin):(?=[^ ]+$)");

  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  private final List<Known> known;

  /**
   * @param length of what is the same in each of them: those with more go before others that fit
   */
  private record Known(String key, Pattern pattern, int length) {

    static Known of(String key, String english) {
      String plain = english.replace('\u2019', '\'');
      StringBuilder pattern = new StringBuilder();
      int from = 0;
      int length = 0;
      for (Matcher place = PLACE.matcher(plain); place.find(); from = place.end()) {
        pattern.append(Pattern.quote(plain.substring(from, place.start()))).append("(.+?)");
        length += place.start() - from;
      }
      pattern.append(Pattern.quote(plain.substring(from)));
      return new Known(key, Pattern.compile(pattern.toString()), length + plain.length() - from);
    }
  }

  /**
   * @param english all texts in English
   */
  Sentences(Map<String, String> english) {
    known =
        english.entrySet().stream()
            .filter(text -> text.getKey().startsWith(KEYS))
            .map(text -> Known.of(text.getKey(), text.getValue()))
            .sorted(Comparator.comparingInt(Known::length).reversed().thenComparing(Known::key))
            .toList();
  }

  /** The key of one; empty if it is none of them. */
  Optional<String> key(String sentence) {
    return known.stream()
        .filter(one -> one.pattern.matcher(sentence).matches())
        .map(Known::key)
        .findFirst();
  }

  /** A sentence in the language of those texts; as it is if it is somebody's own. */
  String in(Texts t, String sentence) {
    return in(t, sentence, DEPTH_MAX);
  }

  private String in(Texts t, String sentence, int depth) {
    for (Known one : known) {
      Matcher matcher = one.pattern.matcher(sentence);
      if (depth > 0 && matcher.matches()) {
        List<Object> values = new ArrayList<>();
        for (int group = 1; group <= matcher.groupCount(); group++) {
          values.add(in(t, matcher.group(group), depth - 1));
        }
        return values.isEmpty() ? t.text(one.key) : t.text(one.key, values.toArray());
      }
    }
    return MEMBER.matcher(sentence).replaceFirst("");
  }
}
