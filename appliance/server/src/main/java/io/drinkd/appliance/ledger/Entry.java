package io.drinkd.appliance.ledger;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One transfer, from the point of view of one of its two accounts, or a free drop.
 *
 * @param place where it stands in the history
 * @param cause what it comes from
 * @param at when
 * @param reason what for
 * @param actor who made it
 * @param amount positive if the account was credited, negative if debited, 0 for a free drop
 * @param balance the account's balance after it
 */
public record Entry(
    Place place, Cause cause, Instant at, String reason, String actor, long amount, long balance) {

  /**
   * What an entry comes from.
   *
   * @param kind a free drop is a drop too
   * @param drop the drop that it pays or pays back, or that was free
   */
  public record Cause(Transfer.Kind kind, OptionalLong drop) {}

  /**
   * Where an entry stands in a history: newer ones have greater places. A reader who has one of it
   * may ask for what is older.
   *
   * @param transfer the number of the transfer; that before it, if it is a free drop
   * @param free the number of the free drop; 0 if it is none
   * @param credited whether the account got something: a member with whom another one was merged
   *     may have given and got it
   */
  public record Place(long transfer, long free, boolean credited) implements Comparable<Place> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,18}))?(c?)");

    /** The place that has this text, see {@link #toString}; empty if none has. */
    public static Optional<Place> of(String text) {
      Matcher found = TEXT.matcher(text);
      if (!found.matches()) {
        return Optional.empty();
      }
      long free = found.group(2) == null ? 0 : Long.parseLong(found.group(2));
      return Optional.of(
          new Place(Long.parseLong(found.group(1)), free, !found.group(3).isEmpty()));
    }

    @Override
    public int compareTo(Place other) {
      int byTransfer = Long.compare(transfer, other.transfer);
      int byFree = byTransfer == 0 ? Long.compare(free, other.free) : byTransfer;
      return byFree == 0 ? Boolean.compare(credited, other.credited) : byFree;
    }

    /** Short, and fit for an address as it is: letters, digits and dots alone. */
    @Override
    public String toString() {
      String drop = free == 0 ? "" : "." + free;
      return String.format(Locale.ROOT, "%d%s%s", transfer, drop, credited ? "c" : "");
    }
  }
}
