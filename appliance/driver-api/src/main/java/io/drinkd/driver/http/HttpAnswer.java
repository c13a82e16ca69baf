package io.drinkd.driver.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a board has answered, the content of a {@link io.drinkd.driver.link.BoardMessage.Reply}.
 *
 * @param status such as 200
 * @param headers by their names in small letters; where one comes twice, both with a comma between
 * @param body read as UTF-8; empty if there is none
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {

  private static final int SHOWN_MAX = 100;

  /**
   * A header.
   *
   * @param name in any letters
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * Its status and the beginning of its body, in one printable line for logs and details; what is
   * left out at its end is marked by {@code ...}.
   */
  public String line() {
    String text = ("HTTP " + status + " " + body.replaceAll("[^\\x20-\\x7e]+", " ")).strip();
    return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
  }

  /** As {@link #line()}. */
  @Override
  public String toString() {
    return line();
  }
}
