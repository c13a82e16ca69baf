package io.drinkd.board.uccplc;

import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import java.util.SortedSet;

/** What is asked of a PLC by Modbus, and what it answers. */
final class Modbus {

  /** More than any machine has slots. */
  static final int BITS_MAX = 64;

  private Modbus() {}

  /** A question. */
  sealed interface Request {

    /** The function's code. */
    int function();

    /** The address of the bit or register, or of the first one. */
    int address();

    /** How many there are, or what is written: the second word of every request used here. */
    int word();
  }

  /** A question as it is sent, with the number that its answer repeats. */
  record Transaction(int number, Request request) {}

  /** Reads bits that can be written too (function 1), or inputs (function 2). */
  record ReadBits(int function, int address, int word) implements Request {

    /**
     * Reads those at these distances from an address, with all between them.
     *
     * @throws IllegalArgumentException if they are too far apart for one question
     */
    static ReadBits of(int function, int address, SortedSet<Integer> distances) {
      if (distances.isEmpty()) {
        return new ReadBits(function, address, 1);
      }
      int first = distances.first();
      int last = distances.last();
      if (last - first >= BITS_MAX) {
        throw new IllegalArgumentException("slots from " + first + " to " + last);
      }
      return new ReadBits(function, address + first, last - first + 1);
    }
  }

  /** Reads registers. */
  record ReadRegisters(int address, int word) implements Request {
    @Override
    public int function() {
      return 3;
    }
  }

  /** Switches a bit on. */
  record SwitchOn(int address) implements Request {
    @Override
    public int function() {
      return 5;
    }

    @Override
    public int word() {
      return 0xff00;
    }
  }

  /** Writes a register. */
  record WriteRegister(int address, int word) implements Request {
    @Override
    public int function() {
      return 6;
    }
  }

  /** What was read. */
  sealed interface Data {

    /** Whether the bit of that index, or the first register, is on. */
    boolean isOn(int index);

    /** The first register. */
    int number();
  }

  /** Bits, as they were asked for. */
  record Bits(int bytes, long bits) implements Data {
    @Override
    public boolean isOn(int index) {
      return (bits >> index & 1) == 1;
    }

    @Override
    public int number() {
      return (int) bits & 0xffff;
    }
  }

  /** Registers, of which the first one is known. */
  record Registers(int number) implements Data {
    @Override
    public boolean isOn(int index) {
      return number != 0;
    }
  }

  /** What was written is. */
  record Written(int address, int word) {}

  /** The PLC refuses, with a code; what it refuses it has not done. */
  static DropNotMade refusal(int code) {
    Refusal reason =
        switch (code) {
          case 2 -> Refusal.NO_SUCH_SLOT;
          case 4 -> Refusal.MOTOR;
          case 6 -> Refusal.BUSY;
          default -> Refusal.UNSTATED;
        };
    return new DropNotMade(reason, "the PLC refuses, Modbus code " + code);
  }
}
