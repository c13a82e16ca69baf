package io.drinkd.driver.http;

import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.MaskedText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A board that is asked in HTTP: what all questions to it have in common. Made once for each
 * machine, in {@code open}, where what cannot be sent is a mistake of the machine's file. Never
 * changes.
 */
public final class HttpBoard {

  private static final String JSON = "application/json";
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]*");
  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]*");

  private final String path;

  /** Each is a line with its end, as a text or as a {@link MaskedText}. */
  private final List<Object> headers;

  private HttpBoard(String path, List<Object> headers) {
    this.path = path;
    this.headers = headers;
  }

  /**
   * That of a machine. {@code Host:} is the address as the machine's file has it.
   *
   * @throws IllegalArgumentException if the machine has no address, or one that no header may have
   */
  public static HttpBoard of(BoardSettings settings) {
    String host =
        settings
            .address()
            .orElseThrow(() -> new IllegalArgumentException("the board has no address"));
    return new HttpBoard("", List.of()).with("Host", host);
  }

  /**
   * The same with something that all paths begin with.
   *
   * @param start such as {@code /api/v1}; may be empty
   * @throws IllegalArgumentException if it does not begin with a slash, or has characters other
   *     than printable ASCII
   */
  public HttpBoard below(String start) {
    return new HttpBoard(start.isEmpty() ? path : path + checked(start), headers);
  }

  /**
   * The same with a further header.
   *
   * @throws IllegalArgumentException if HTTP has no such name, or no such value
   */
  public HttpBoard with(String name, String value) {
    if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the header \"" + name + "\" has characters that none may have");
    }
    return withLine(name + ": " + value + "\r\n");
  }

  /**
   * The same with a header that has a secret in it.
   *
   * @param line a whole line with its end, such as {@link MaskedText#header} makes
   */
  public HttpBoard with(MaskedText line) {
    return withLine(line);
  }

  private HttpBoard withLine(Object line) {
    List<Object> all = new ArrayList<>(headers);
    all.add(line);
    return new HttpBoard(path, List.copyOf(all));
  }

  /** A question without a body. */
  public HttpRequest get(String where) {
    return request("GET", where, "", "");
  }

  /** One that changes something, without a body. */
  public HttpRequest post(String where) {
    return request("POST", where, "", "");
  }

  /** One that changes something, with JSON as its body. */
  public HttpRequest post(String where, String json) {
    return request("POST", where, JSON, json);
  }

  /**
   * Any other.
   *
   * @param verb such as {@code PUT}; not {@code HEAD}, whose answer has a length and no body
   * @param where the path, and what follows a question mark, below that of all
   * @param type of the body, such as {@code text/plain}
   * @param body sent as UTF-8; empty if there is none
   * @throws IllegalArgumentException if the path does not begin with a slash, or has characters
   *     other than printable ASCII
   */
  public HttpRequest request(String verb, String where, String type, String body) {
    return new HttpRequest(verb, path + checked(where), headers, type, body);
  }

  private static String checked(String path) {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "the path \"" + path + "\" needs a slash first, and printable ASCII alone");
    }
    return path;
  }
}
