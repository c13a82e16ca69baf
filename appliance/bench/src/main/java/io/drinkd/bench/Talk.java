package io.drinkd.bench;

import java.util.List;

/**
 * What one connection of the load client says.
 *
 * @param greeted whether the server speaks first, one line
 * @param prologue lines said once, each answered by one line that must not be an error
 * @param request what is said again and again; whatever rows answer it, the last line of a reply is
 *     the first that begins as {@code OK} or an error does
 */
record Talk(boolean greeted, List<String> prologue, String request) {

  /** Says nothing by itself. */
  static Talk silent(boolean greeted) {
    return new Talk(greeted, List.of(), "VERSION");
  }
}
