package io.drinkd.appliance.telnet;

import java.util.Arrays;

/**
 * Takes the commands of the Telnet protocol (RFC 854) out of what a client sends. Holds the state
 * of one connection, because a sequence may be split anywhere.
 */
final class TelnetDecoder {

  static final int SUBNEGOTIATION_END = 240;
  static final int INTERRUPT_PROCESS = 244;
  static final int BREAK = 243;
  static final int ABORT_OUTPUT = 245;
  static final int ARE_YOU_THERE = 246;
  static final int ERASE_CHARACTER = 247;
  static final int ERASE_LINE = 248;
  static final int SUBNEGOTIATION = 250;
  static final int WILL = 251;
  static final int WONT = 252;
  static final int DO = 253;
  static final int DONT = 254;
  static final int IAC = 255;

  /** More than anything that is asked for here has; what is longer is passed over. */
  private static final int SUBNEGOTIATION_MAX = 16;

  private final Listener listener;
  private final byte[] collected = new byte[SUBNEGOTIATION_MAX];
  private State state = State.DATA;
  private int verb;
  private int option;
  private int length;

  private enum State {
    DATA,
    COMMAND,
    VERB,
    SUBNEGOTIATION_OPTION,
    SUBNEGOTIATION,
    SUBNEGOTIATION_COMMAND
  }

  /** Gets what was found. */
  interface Listener {

    void data(int octet);

    /** A command without an option, such as {@link #ARE_YOU_THERE}. */
    void command(int command);

    /**
     * @param verb {@link #WILL}, {@link #WONT}, {@link #DO} or {@link #DONT}
     */
    void option(int verb, int option);

    /** A subnegotiation that is not too long; doubled bytes are single. */
    void subnegotiation(int option, byte[] bytes);
  }

  TelnetDecoder(Listener listener) {
    this.listener = listener;
  }

  /**
   * The next byte.
   *
   * @param octet from 0 to 255
   */
  void accept(int octet) {
    switch (state) {
      case DATA -> {
        if (octet == IAC) {
          state = State.COMMAND;
        } else {
          listener.data(octet);
        }
      }
      case COMMAND -> command(octet);
      case VERB -> {
        state = State.DATA;
        listener.option(verb, octet);
      }
      case SUBNEGOTIATION_OPTION -> {
        option = octet;
        length = 0;
        state = State.SUBNEGOTIATION;
      }
      case SUBNEGOTIATION -> {
        if (octet == IAC) {
          state = State.SUBNEGOTIATION_COMMAND;
        } else {
          collect(octet);
        }
      }
      case SUBNEGOTIATION_COMMAND -> subnegotiationCommand(octet);
    }
  }

  private void command(int octet) {
    state = State.DATA;
    if (octet == IAC) {
      listener.data(IAC);
    } else if (octet == SUBNEGOTIATION) {
      state = State.SUBNEGOTIATION_OPTION;
    } else if (octet >= WILL) {
      verb = octet;
      state = State.VERB;
    } else if (octet > SUBNEGOTIATION_END) {
      listener.command(octet);
    } else if (octet < SUBNEGOTIATION_END) {
      // There is no such command: the byte before it was none.
      listener.data(octet);
    }
  }

  private void collect(int octet) {
    if (length < SUBNEGOTIATION_MAX) {
      collected[length] = (byte) octet;
    }
    length = Math.min(length + 1, SUBNEGOTIATION_MAX + 1);
  }

  private void subnegotiationCommand(int octet) {
    if (octet == IAC) {
      collect(IAC);
      state = State.SUBNEGOTIATION;
    } else if (octet == SUBNEGOTIATION_END) {
      state = State.DATA;
      if (length <= SUBNEGOTIATION_MAX) {
        listener.subnegotiation(option, Arrays.copyOf(collected, length));
      }
    } else {
      // Its end is missing: what follows is the next command.
      command(octet);
    }
  }
}
