package io.drinkd.client.wire;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import java.util.List;
import java.util.Optional;

/** How a server spells its replies; its greeting tells which it is. */
public enum Dialect {
  /** {@code OK text}, as the servers of 2003 to 2010. */
  CLASSIC,
  /** {@code OK: text}, as the servers of 2012 to 2018. */
  DRINKJS;

  private static final String OK = "OK";
  private static final int CLOSING = 450;

  /**
   * The dialect of a server.
   *
   * @throws FailedException if it refuses the connection, or this is no greeting
   */
  static Dialect of(String greeting) {
    if (greeting.startsWith("OK ")) {
      return CLASSIC;
    }
    if (greeting.startsWith("Welcome to ")) {
      return DRINKJS;
    }
    if (greeting.startsWith("ERR ")) {
      CLASSIC.last(List.of(), greeting).ifPresent(Reply::orFail);
    }
    throw new FailedException(
        ExitCode.FAILED, "this is no drink server: it greets with \"" + greeting + "\"");
  }

  /** The name that a greeting or a reply to MACHINE welcomes to. */
  public static String welcomed(String line) {
    String words = "Welcome to ";
    int at = line.indexOf(words);
    return at < 0 ? "" : line.substring(at + words.length());
  }

  /** Whether the server says that it closes the connection. */
  boolean closes(String line) {
    return line.startsWith("ERR " + CLOSING);
  }

  /** The reply that ends with a line; empty if the line is a row, and more will follow. */
  Optional<Reply> last(List<String> rows, String line) {
    if (line.equals(OK) || line.startsWith("OK ") || line.startsWith("OK:")) {
      String text = line.substring(line.startsWith("OK:") ? 3 : 2).strip();
      return Optional.of(Reply.done(rows, line, text));
    }
    if (line.startsWith("ERR ") || line.startsWith("WARN ")) {
      String[] words = line.split(" ", 3);
      String text = words.length < 3 ? line : words[2];
      return Optional.of(new Reply(rows, line, Reason.of(this, words[1], text), text));
    }
    // Two replies of this dialect have neither.
    boolean bare = line.equals("Good Bye") || (rows.isEmpty() && line.startsWith("{"));
    return this == DRINKJS && bare ? Optional.of(Reply.done(rows, line, line)) : Optional.empty();
  }
}
