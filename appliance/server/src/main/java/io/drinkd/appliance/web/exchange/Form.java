package io.drinkd.appliance.web.exchange;

import io.drinkd.appliance.failure.Printable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names and values as a browser sends them: the fields of a form, or a query. */
public final class Form {

  /** What a form is sent as. */
  public static final String TYPE = "application/x-www-form-urlencoded";

  private final Map<String, List<String>> fields;

  private Form(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  /**
   * Reads names and values.
   *
   * @throws RequestException 400
   */
  static Form parse(String text) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      if (!pair.isEmpty()) {
        int end = pair.indexOf('=');
        String name = decoded(end < 0 ? pair : pair.substring(0, end));
        String value = end < 0 ? "" : decoded(pair.substring(end + 1));
        fields.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
      }
    }
    return new Form(fields);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RequestException(400, "found a % without two hexadecimal digits behind it");
    }
  }

  /**
   * The value of a field.
   *
   * @return empty if there is none
   * @throws RequestException 400 if there are several
   */
  public Optional<String> find(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw new RequestException(
          400, "found " + Printable.quoted(name) + " more than once, expected it once");
    }
    return values.stream().findFirst();
  }

  /**
   * The value of a field that has to be there.
   *
   * @throws RequestException 400
   */
  public String text(String name) {
    return find(name).orElseThrow(() -> new RequestException(400, "found no " + name));
  }

  /** All values of a field, in their order. */
  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** The names of all fields, in their order. */
  public Set<String> names() {
    return fields.keySet();
  }
}
