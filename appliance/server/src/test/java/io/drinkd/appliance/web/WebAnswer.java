package io.drinkd.appliance.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back.
 *
 * @param headers a line each
 */
record WebAnswer(int status, List<String> headers, byte[] body) {

  private static final Pattern TOKEN = Pattern.compile("name=\"form-token\" value=\"([^\"]+)\"");

  List<String> all(String name) {
    return headers.stream()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }

  Optional<String> header(String name) {
    return all(name).stream().findFirst();
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** What the first form in the page sends along. */
  String formToken() {
    Matcher matcher = TOKEN.matcher(text());
    if (!matcher.find()) {
      throw new AssertionError("no form in " + this);
    }
    return matcher.group(1);
  }

  @Override
  public String toString() {
    return status + "\n" + String.join("\n", headers) + "\n\n" + text();
  }
}
