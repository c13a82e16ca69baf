package io.drinkd.appliance.sunday;

/**
 * The one reply to a request, spelled.
 *
 * @param rows whole lines that come before the last one, with their ends; empty for most replies
 * @param last the last line, with its end
 */
public record Reply(String rows, String last) implements Said {

  /** A reply of one line. */
  public static Reply of(String line) {
    return new Reply("", line);
  }

  @Override
  public String text() {
    return rows.isEmpty() ? last : rows + last;
  }
}
