package io.drinkd.driver;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a secret may look in a text for people: as it is, as it was put into messages, and as boards
 * and drivers write either of them. Safe for several threads.
 */
final class SecretForms {

  /** A driver puts a secret into messages in one or two forms; a faulty one in more. */
  private static final int FORMS_MAX = 100;

  /** Fewer characters stand in any sentence by chance: masking them would give the secret away. */
  private static final int LENGTH_MIN = 2;

  /** Of hex digits that a text has by chance. */
  private static final int HEX_MIN = 4;

  private static final String CUT = "...";

  /** So many characters before a {@value #CUT} may be the beginning of one that was cut off. */
  private static final int CUT_MIN = 4;

  /** The same at the end of a text, where no {@value #CUT} says that something was cut off. */
  private static final int END_MIN = 8;

  /** More of them no text has that was cut off. */
  private static final int CUTS_MAX = 50;

  /** The longest first, for one may be part of another. */
  private final Set<String> forms =
      new ConcurrentSkipListSet<>(
          Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

  private volatile Pattern whole = Pattern.compile("(?!)");

  SecretForms(String secret) {
    add(secret);
    if (secret.length() >= HEX_MIN) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      add(Base64.getEncoder().encodeToString(bytes));
      add(HexFormat.of().formatHex(bytes));
      add(HexFormat.ofDelimiter(" ").formatHex(bytes));
    }
  }

  /** It was put into a message in this form. */
  void add(String form) {
    if (form.length() < LENGTH_MIN || forms.size() >= FORMS_MAX) {
      return;
    }
    forms.addAll(spellings(form));
    whole =
        Pattern.compile(
            forms.stream().map(SecretForms::expression).collect(Collectors.joining("|")),
            Pattern.CASE_INSENSITIVE);
  }

  /** Two characters are part of many words, so they are masked as a word of their own alone. */
  private static String expression(String form) {
    return form.length() > LENGTH_MIN
        ? Pattern.quote(form)
        : "(?<![\\p{L}\\p{N}])" + Pattern.quote(form) + "(?![\\p{L}\\p{N}])";
  }

  /** In JSON, in an address, in a log line, without the end of Base64, and read byte by byte. */
  private static List<String> spellings(String form) {
    List<String> all = new ArrayList<>();
    String json = form.replace("\\", "\\\\").replace("\"", "\\\"");
    String encoded = URLEncoder.encode(form, StandardCharsets.UTF_8);
    all.add(form);
    all.add(json);
    all.add(json.replace("/", "\\/"));
    all.add(encoded);
    all.add(encoded.replace("+", "%20"));
    all.add(escaped(form));
    all.add(form.replaceFirst("=+$", ""));
    all.add(new String(form.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    all.removeIf(one -> one.length() < LENGTH_MIN);
    return all;
  }

  private static String escaped(String form) {
    return form.chars()
        .mapToObj(
            c ->
                c >= ' ' && c <= '~'
                    ? String.valueOf((char) c)
                    : String.format(Locale.ROOT, "\\u%04x", c))
        .collect(Collectors.joining());
  }

  /** The text with each of them masked, also one that was cut off. */
  String mask(String text) {
    if (forms.isEmpty()) {
      return text;
    }
    String masked = whole.matcher(text).replaceAll(MaskedText.MASK);
    masked = maskEnd(masked, masked.length(), END_MIN);
    int cut = masked.lastIndexOf(CUT);
    for (int n = 0; cut > 0 && n < CUTS_MAX; n++) {
      masked = maskEnd(masked, cut, CUT_MIN);
      cut = masked.lastIndexOf(CUT, cut - 1);
    }
    return masked;
  }

  /** Masks what ends there and is the beginning of a form. */
  private String maskEnd(String text, int end, int least) {
    for (String form : forms) {
      for (int length = Math.min(form.length() - 1, end); length >= least; length--) {
        if (text.regionMatches(true, end - length, form, 0, length)) {
          return text.substring(0, end - length) + MaskedText.MASK + text.substring(end);
        }
      }
    }
    return text;
  }
}
