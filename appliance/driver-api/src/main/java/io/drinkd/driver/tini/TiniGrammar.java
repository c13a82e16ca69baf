package io.drinkd.driver.tini;

import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.DropMade;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import io.drinkd.driver.link.BoardMessage.KeepAlive;
import io.drinkd.driver.link.BoardMessage.Login;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardMessage.Temperature;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.link.BoardRequest.AcceptLogin;
import io.drinkd.driver.link.BoardRequest.AskSlots;
import io.drinkd.driver.link.BoardRequest.Drop;
import io.drinkd.driver.link.BoardRequest.RefuseLogin;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of the TINI boards, as the boards' own firmware and the servers of its time spell them.
 * The first character is the opcode; boards send it with or without a space after it, and with or
 * without blanks around the backtick that separates slots. Both spellings are accepted.
 *
 * <pre>
 *   board sends  0password   login                 server sends  1    login accepted
 *                4           the drop was made                   2    login refused
 *                5           the drop was not made               3n   drop from slot n
 *                71 1`2 0    slot 1 loaded, 2 empty              6    report all slots
 *                872.5       temperature, degrees F; 0.0 is a failed reading
 *                9           keep-alive
 * </pre>
 */
public final class TiniGrammar {

  /** No machine of the family has more than two digits of slots; this leaves room. */
  private static final Pattern SLOT = Pattern.compile(" *([1-9][0-9]{0,3}) +([01]) *");

  /**
   * The boards write a point and a decimal. A single digit is not read as a temperature: it is the
   * opcode of another line that ran into this one, most likely 4, which is an answer.
   */
  private static final Pattern DEGREES =
      Pattern.compile(" ?(-?[0-9]{1,4}\\.[0-9]{1,9}|-?[0-9]{2,4}) *");

  // No machine that sells drinks is colder or hotter; such a line is two that ran into each other.
  private static final double COLDEST_FAHRENHEIT = -40;
  private static final double HOTTEST_FAHRENHEIT = 140;

  private TiniGrammar() {}

  /** Parses a line; empty unless it is a line of the grammar from its first byte to its last. */
  public static Optional<BoardMessage> read(String line) {
    if (line.isEmpty()) {
      return Optional.empty();
    }
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '0' -> Optional.of(new Login(rest.startsWith(" ") ? rest.substring(1) : rest));
      case '4' -> bare(rest, new DropMade());
      case '5' -> bare(rest, new DropNotMade(Refusal.UNSTATED));
      case '7' -> slots(rest);
      case '8' -> temperature(rest);
      case '9' -> bare(rest, new KeepAlive());
      default -> Optional.empty();
    };
  }

  /**
   * The line for a request. Nothing else may ever be sent: an empty line, a line that does not
   * begin with a digit and {@code 3 1} with a space each crash the firmware's reader, and the board
   * ignores everything from then on.
   *
   * @throws IllegalArgumentException if a slot is below 1
   */
  public static String write(BoardRequest request) {
    if (request instanceof AcceptLogin) {
      return "1";
    }
    if (request instanceof RefuseLogin) {
      return "2";
    }
    if (request instanceof AskSlots) {
      return "6";
    }
    if (request instanceof Drop drop && drop.slot() >= 1) {
      return "3" + drop.slot();
    }
    throw new IllegalArgumentException("A TINI board has no line for " + request);
  }

  /**
   * Finds out whether a TINI board can have these slots, before one is ordered from.
   *
   * @throws IllegalArgumentException if not; the message says why
   */
  public static void requireSlots(SortedSet<Integer> slots) {
    if (!slots.isEmpty() && slots.first() < 1) {
      throw new IllegalArgumentException(
          "slots: found number " + slots.first() + "; those of a TINI board begin with 1");
    }
  }

  private static Optional<BoardMessage> bare(String rest, BoardMessage message) {
    return rest.isBlank() ? Optional.of(message) : Optional.empty();
  }

  /** One malformed slot makes the whole line suspect: two lines may have been mixed. */
  private static Optional<BoardMessage> slots(String rest) {
    SortedMap<Integer, Boolean> loaded = new TreeMap<>();
    for (String part : rest.split("`", -1)) {
      Matcher slot = SLOT.matcher(part);
      if (!slot.matches()
          || loaded.put(Integer.valueOf(slot.group(1)), slot.group(2).equals("1")) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(SlotStates.loaded(loaded));
  }

  private static Optional<BoardMessage> temperature(String rest) {
    Matcher degrees = DEGREES.matcher(rest);
    if (!degrees.matches()) {
      return Optional.empty();
    }
    double fahrenheit = Double.parseDouble(degrees.group(1));
    if (fahrenheit < COLDEST_FAHRENHEIT || fahrenheit > HOTTEST_FAHRENHEIT) {
      return Optional.empty();
    }
    return Optional.of(
        new Temperature(
            fahrenheit == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((fahrenheit - 32) * 5 / 9)));
  }
}
