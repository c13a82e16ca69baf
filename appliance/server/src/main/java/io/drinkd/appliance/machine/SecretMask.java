package io.drinkd.appliance.machine;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Masks a board's password in what is shown of the traffic with it: as it is, and in each other
 * form in which its driver sends it. Safe for several threads.
 */
final class SecretMask {

  static final String MASK = "****";

  /** A driver has one or two forms; a faulty one must not fill the memory. */
  private static final int FORMS_MAX = 64;

  /** The longest first, for one may be part of another. */
  private final Set<String> forms =
      new ConcurrentSkipListSet<>(
          Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

  /** It is sent in this form too; a board may repeat it as JSON has it. */
  void add(String form) {
    if (!form.isEmpty() && forms.size() < FORMS_MAX) {
      String json = form.replace("\\", "\\\\").replace("\"", "\\\"");
      for (String spelled : List.of(form, json, json.replace("/", "\\/"))) {
        // As text that was received is shown, a character for each byte.
        forms.add(
            new String(spelled.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** The text with every occurrence masked. */
  String mask(String text) {
    String masked = text;
    for (String form : forms) {
      masked = masked.replace(form, MASK);
    }
    return masked;
  }

  /** How many of the text's last characters may be the beginning of one. */
  int beginsIn(String text) {
    int most = 0;
    for (String form : forms) {
      most = Math.max(most, beginning(form, text));
    }
    return most;
  }

  private static int beginning(String form, String text) {
    for (int length = Math.min(form.length() - 1, text.length()); length > 0; length--) {
      if (text.regionMatches(text.length() - length, form, 0, length)) {
        return length;
      }
    }
    return 0;
  }
}
