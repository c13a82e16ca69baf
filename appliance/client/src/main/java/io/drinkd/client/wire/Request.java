package io.drinkd.client.wire;

import io.drinkd.client.failure.FailedException;

/** Spells a request: words between blanks, in quotes where that is needed. */
public final class Request {

  private Request() {}

  /**
   * A line without its end.
   *
   * @throws FailedException if an argument cannot be sent
   */
  public static String of(String verb, Object... arguments) {
    StringBuilder line = new StringBuilder(verb);
    for (Object argument : arguments) {
      line.append(' ').append(quoted(argument.toString()));
    }
    return line.toString();
  }

  private static String quoted(String argument) {
    if (argument.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw FailedException.usage("control characters cannot be sent to the server");
    }
    boolean blanks = argument.indexOf(' ') >= 0;
    if (!argument.isEmpty() && !blanks && argument.charAt(0) != '"') {
      return argument;
    }
    if (argument.contains("\" ")) {
      throw FailedException.usage("a quote before a blank cannot be sent to the server");
    }
    return '"' + argument + '"';
  }
}
