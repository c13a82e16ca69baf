package io.drinkd.bench.load;

import java.util.List;

/**
 * What one connection of the load client sends.
 *
 * @param greeted whether the server sends a greeting first, one line
 * @param prologue lines sent once, each answered by one line that must not be an error
 * @param request what is sent again and again, without its last LF
 * @param http whether it is one of HTTP/1.1, and not of a protocol in lines, where whatever rows
 *     there are the last line of a reply is the first that begins as {@code OK} or an error does
 */
public record Script(boolean greeted, List<String> prologue, String request, boolean http) {

  /** In lines. */
  public Script(boolean greeted, List<String> prologue, String request) {
    this(greeted, prologue, request, false);
  }

  /** Asks for a path again and again. */
  public static Script get(String path) {
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r";
    return new Script(false, List.of(), request, true);
  }

  /** Connects and then is idle. */
  public static Script silent(boolean greeted) {
    return new Script(greeted, List.of(), "VERSION");
  }
}
