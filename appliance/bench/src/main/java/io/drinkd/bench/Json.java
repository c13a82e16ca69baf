package io.drinkd.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, lists, texts, numbers and truths as JSON. */
final class Json {

  private Json() {}

  static String text(Object value) {
    return write(value, "\n");
  }

  private static String write(Object value, String lineEnd) {
    String deeper = lineEnd + "  ";
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> quote(entry.getKey().toString()) + ": " + write(entry.getValue(), deeper))
          .collect(Collectors.joining("," + deeper, "{" + deeper, lineEnd + "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(item -> write(item, deeper))
          .collect(Collectors.joining("," + deeper, "[" + deeper, lineEnd + "]"));
    }
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.4f", number);
    }
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : quote(value.toString());
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
