package io.drinkd.board.uccplc;

/** What is asked of a PLC by Modbus, and what it answers. */
final class Modbus {

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

  /** Reads bits that can be written too (function 1), or inputs (function 2). */
  record ReadBits(int function, int address, int word) implements Request {}

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

  /** Bits, as they were asked for. */
  record Bits(int bytes, long bits) {
    boolean isOn(int index) {
      return (bits >> index & 1) == 1;
    }
  }

  /** Registers, of which the first one is known. */
  record Registers(int first) {}

  /** What was written is. */
  record Written(int address, int word) {}

  /** The PLC refuses, with a code: 2 is no such address, 4 a failure, 6 busy. */
  record Failure(int code) {}
}
