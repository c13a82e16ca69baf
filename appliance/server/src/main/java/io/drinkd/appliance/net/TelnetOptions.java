package io.drinkd.appliance.net;

/**
 * Takes the option bytes of the Telnet protocol (RFC 854) out of what a client sends. They are not
 * answered: a client that negotiates is content with silence. Holds the state of one connection,
 * because a sequence may be split anywhere.
 */
final class TelnetOptions {

  private static final byte IAC = (byte) 255;
  private static final int SUBNEGOTIATION = 250;
  private static final int SUBNEGOTIATION_END = 240;
  private static final int FIRST_WITH_OPTION = 251;
  private static final int LAST_COMMAND = 254;

  private enum State {
    DATA,
    COMMAND,
    OPTION,
    SUBNEGOTIATION,
    SUBNEGOTIATION_COMMAND
  }

  private State state = State.DATA;

  /**
   * Moves the bytes of {@code array} from {@code start} to {@code end} that are no options together
   * at {@code start}.
   *
   * @return the new end
   */
  int strip(byte[] array, int start, int end) {
    int first = start;
    if (state == State.DATA) {
      while (first < end && array[first] != IAC) {
        first++;
      }
    }
    int kept = first;
    for (int i = first; i < end; i++) {
      if (isData(array[i])) {
        array[kept++] = array[i];
      }
    }
    return kept;
  }

  private boolean isData(byte octet) {
    switch (state) {
      case DATA -> {
        if (octet == IAC) {
          state = State.COMMAND;
          return false;
        }
        return true;
      }
      case COMMAND -> {
        return afterIac(octet & 0xFF);
      }
      case OPTION -> state = State.DATA;
      case SUBNEGOTIATION -> state = octet == IAC ? State.SUBNEGOTIATION_COMMAND : state;
      case SUBNEGOTIATION_COMMAND ->
          state = (octet & 0xFF) == SUBNEGOTIATION_END ? State.DATA : State.SUBNEGOTIATION;
    }
    return false;
  }

  /** A doubled IAC is one byte of data; one before no command is dropped, and the byte stays. */
  private boolean afterIac(int command) {
    if (command == SUBNEGOTIATION) {
      state = State.SUBNEGOTIATION;
    } else if (command >= FIRST_WITH_OPTION && command <= LAST_COMMAND) {
      state = State.OPTION;
    } else {
      state = State.DATA;
    }
    return command < SUBNEGOTIATION_END || command > LAST_COMMAND;
  }
}
