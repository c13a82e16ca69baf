package io.drinkd.client.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of HISTORY.
 *
 * @param time as the server says it, in UTC
 * @param what such as {@code drop "Coke"}
 * @param credits what it changed
 * @param balance what was left then
 */
public record HistoryEntry(String time, String what, long credits, long balance) {

  private static final Pattern ROW = Pattern.compile("(\\S+) (.*) (-?[0-9]{1,18}) (-?[0-9]{1,18})");

  static Optional<HistoryEntry> of(String row) {
    Matcher row4 = ROW.matcher(row);
    return row4.matches()
        ? Optional.of(
            new HistoryEntry(
                row4.group(1),
                row4.group(2),
                Long.parseLong(row4.group(3)),
                Long.parseLong(row4.group(4))))
        : Optional.empty();
  }
}
