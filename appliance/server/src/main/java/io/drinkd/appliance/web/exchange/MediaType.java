package io.drinkd.appliance.web.exchange;

import java.util.List;
import java.util.Locale;

/**
 * What a body is, as its header says.
 *
 * @param name in small letters, without parameters; empty if the header is missing
 * @param charset in small letters; empty if the header does not say it
 */
record MediaType(String name, String charset) {

  private static final String CHARSET = "charset=";

  static MediaType parse(String header) {
    String[] parts = header.split(";", -1);
    String charset = "";
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip().toLowerCase(Locale.ROOT);
      if (part.startsWith(CHARSET)) {
        charset = part.substring(CHARSET.length()).replace("\"", "");
      }
    }
    return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), charset);
  }

  boolean isUtf8() {
    return charset.isEmpty() || charset.equals("utf-8");
  }

  /**
   * Whether a client takes a type.
   *
   * @param accepted what it takes; empty if it does not say, and takes all
   */
  static boolean isAccepted(String type, List<String> accepted) {
    String main = type.substring(0, type.indexOf('/') + 1);
    return accepted.isEmpty()
        || accepted.stream()
            .map(range -> parse(range).name())
            .anyMatch(
                range -> range.equals("*/*") || range.equals(main + "*") || range.equals(type));
  }
}
