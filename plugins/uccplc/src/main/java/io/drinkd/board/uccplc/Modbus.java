package io.drinkd.board.uccplc;

import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import io.drinkd.driver.link.BoardMessage.Failed;
import java.util.SortedSet;

/** What is asked of a PLC by Modbus, and what it answers. */
final class Modbus {

  /** More than any machine has slots. */
  static final int BITS_MAX = 64;

  static final int READ_BITS = 1;
  static final int READ_INPUTS = 2;
  static final int READ_REGISTERS = 3;
  static final int WRITE_BIT = 5;
  static final int WRITE_REGISTER = 6;

  /** What is written to switch a bit on. */
  static final int ON = 0xff00;

  private Modbus() {}

  /**
   * A question.
   *
   * @param address of the bit or register, or of the first one
   * @param word how many there are, or what is written
   */
  record Request(int function, int address, int word) {

    /**
     * Reads the bits at these distances from an address, with all between them.
     *
     * @throws IllegalArgumentException if they are too far apart for one question
     */
    static Request bits(int function, int address, SortedSet<Integer> distances) {
      if (distances.isEmpty()) {
        return new Request(function, address, 1);
      }
      int first = distances.first();
      int last = distances.last();
      if (last - first >= BITS_MAX) {
        throw new IllegalArgumentException(
            "slots from " + first + " to " + last + "; it can have " + BITS_MAX + " in a row");
      }
      return new Request(function, address + first, last - first + 1);
    }
  }

  /** A question as it is sent, with the number that its answer repeats. */
  record Transaction(int number, Request request) {}

  /** Bits that were read, the first one the lowest; or the first register. */
  record Data(long value) {

    /** Whether the bit of that index is on. */
    boolean isOn(int index) {
      return (value >> index & 1) == 1;
    }
  }

  /** What was written is. */
  record Written() {}

  /** Only these codes say that nothing was done: after any other one a can may fall. */
  static BoardMessage exception(int code, int number) {
    return switch (code) {
      case 1, 3 -> refusal(Refusal.UNSTATED, code).withId(number);
      case 2 -> refusal(Refusal.NO_SUCH_SLOT, code).withId(number);
      case 6 -> refusal(Refusal.BUSY, code).withId(number);
      default -> new Failed("the PLC has failed, Modbus code " + code).withId(number);
    };
  }

  private static DropNotMade refusal(Refusal reason, int code) {
    return new DropNotMade(reason, "the PLC refuses, Modbus code " + code);
  }
}
