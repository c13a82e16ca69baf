package io.drinkd.bench.load;

import java.util.List;

/**
 * What one connection of the load client sends.
 *
 * @param greeted whether the server sends a greeting first, one line
 * @param prologue lines sent once, each answered by one line that must not be an error
 * @param request what is sent again and again; whatever rows answer it, the last line of a reply is
 *     the first that begins as {@code OK} or an error does
 */
public record Script(boolean greeted, List<String> prologue, String request) {

  /** Connects and then is idle. */
  public static Script silent(boolean greeted) {
    return new Script(greeted, List.of(), "VERSION");
  }
}
