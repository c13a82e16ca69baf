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
  static String welcomed(String line) {
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
      return Optional.of(new Reply(rows, line, ExitCode.DONE, text));
    }
    if (line.startsWith("ERR ") || line.startsWith("WARN ")) {
      String[] words = line.split(" ", 3);
      String text = words.length < 3 ? line : words[2];
      return Optional.of(new Reply(rows, line, meaning(words[1], text), text));
    }
    // Two replies of this dialect have neither.
    boolean bare = line.equals("Good Bye") || (rows.isEmpty() && line.startsWith("{"));
    return this == DRINKJS && bare
        ? Optional.of(new Reply(rows, line, ExitCode.DONE, line))
        : Optional.empty();
  }

  private ExitCode meaning(String number, String text) {
    return switch (number) {
      case "100", "104" -> ExitCode.EMPTY;
      case "102" -> ExitCode.DISABLED;
      case "103" -> text.startsWith("Cancelled") ? ExitCode.CANCELLED : ExitCode.FAILED;
      case "105", "208", "409", "410", "413", "414" -> ExitCode.NOT_FOUND;
      case "151" -> unanswered(text);
      case "152" -> ExitCode.BUSY;
      case "200" -> ExitCode.DENIED;
      case "201", "202", "204", "207", "407" -> ExitCode.NOT_LOGGED_IN;
      case "203" -> ExitCode.POOR;
      case "205", "350", "351" -> ExitCode.NOT_READY;
      case "206", "210", "402", "403", "406" -> ExitCode.USAGE;
      case "415", "451", "452" -> ExitCode.UNSUPPORTED;
      case "416" -> ExitCode.AWAY;
      default -> ExitCode.FAILED;
    };
  }

  /**
   * One family has a number of its own for a machine that is away, so this one means that the order
   * was sent. The other uses it for both, and names the drop if there is one in doubt.
   */
  private ExitCode unanswered(String text) {
    boolean ordered = this == CLASSIC || text.matches(".* Drop [0-9]+\\.?");
    return ordered ? ExitCode.IN_DOUBT : ExitCode.AWAY;
  }
}
