package io.drinkd.driver.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * The bytes that a driver chooses in its last line, {@code tt} in a vocabulary: the board's lines
 * after it repeat them, in their order. Where the driver numbers its questions, the number is among
 * them.
 */
final class ChosenBytes {

  private final Deque<String> left = new ArrayDeque<>();
  private List<String> ofOrder = List.of();
  private List<String> ofOrderBefore = List.of();

  /**
   * Compares what the driver has sent, and keeps what it has chosen there.
   *
   * @param wanted hex digits without blanks
   */
  boolean isAsIn(String wanted, String found) {
    String digits = HexFormat.of().formatHex(found.getBytes(StandardCharsets.ISO_8859_1));
    left.clear();
    boolean same = digits.length() == wanted.length();
    for (int i = 0; same && i < wanted.length(); i += 2) {
      if (wanted.startsWith("tt", i)) {
        left.add(digits.substring(i, i + 2));
      } else {
        same = wanted.regionMatches(true, i, digits, i, 2);
      }
    }
    return same;
  }

  /**
   * A line of the board's in hex digits, with what the driver has chosen; 00 if there is no more.
   */
  String fill(String line) {
    StringBuilder filled = new StringBuilder(line);
    for (int i = filled.indexOf("tt"); i >= 0; i = filled.indexOf("tt")) {
      filled.replace(i, i + 2, left.isEmpty() ? "00" : left.pop());
    }
    return filled.toString();
  }

  List<String> left() {
    return List.copyOf(left);
  }

  /** From now on this is what is repeated. */
  void repeat(List<String> bytes) {
    left.clear();
    left.addAll(bytes);
  }

  /** The last line was that with which an order is given. */
  void orderHasLeft() {
    ofOrderBefore = ofOrder;
    ofOrder = left();
  }

  /** What was chosen in the order before the last one. */
  List<String> ofOrderBefore() {
    return ofOrderBefore;
  }

  /** Whether the last two orders differ in it. */
  boolean differ() {
    return !ofOrder.equals(ofOrderBefore);
  }
}
