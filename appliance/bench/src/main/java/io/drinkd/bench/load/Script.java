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

  /** What stands here in a request is another number each time, of as many digits. */
  public static final String NUMBER = "################";

  /** In lines. */
  public Script(boolean greeted, List<String> prologue, String request) {
    this(greeted, prologue, request, false);
  }

  /**
   * Asks for a path again and again.
   *
   * @param headers lines of them
   */
  public static Script get(String path, String... headers) {
    return new Script(false, List.of(), http("GET " + path, headers) + "\r", true);
  }

  /**
   * Sends the same JSON to a path again and again.
   *
   * @param headers lines of them
   */
  public static Script post(String path, String json, String... headers) {
    // The LF that ends a request belongs to the body here.
    int length = json.length() + 1;
    String head =
        http("POST " + path, headers)
            + "Content-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n\r\n";
    return new Script(false, List.of(), head + json, true);
  }

  private static String http(String what, String... headers) {
    StringBuilder text = new StringBuilder(what + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.toString();
  }

  /** Connects and then is idle. */
  public static Script silent(boolean greeted) {
    return new Script(greeted, List.of(), "VERSION");
  }
}
