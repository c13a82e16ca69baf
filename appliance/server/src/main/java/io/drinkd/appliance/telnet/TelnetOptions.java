package io.drinkd.appliance.telnet;

import static io.drinkd.appliance.telnet.TelnetDecoder.DO;
import static io.drinkd.appliance.telnet.TelnetDecoder.DONT;
import static io.drinkd.appliance.telnet.TelnetDecoder.IAC;
import static io.drinkd.appliance.telnet.TelnetDecoder.WILL;
import static io.drinkd.appliance.telnet.TelnetDecoder.WONT;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * What both ends of a connection have agreed on, by the Q method of RFC 1143: an answer is never
 * answered, so that no two ends that keep to it send each other the same for ever. This end never
 * changes its mind while an answer is awaited, so the method's queue is not needed. A client that
 * does not keep to it, and takes answers for requests, gets no more of them after a while.
 */
final class TelnetOptions {

  /** Both ways eight bits (RFC 856), without which clients cut characters down to seven. */
  static final int BINARY = 0;

  /** The server shows what is typed (RFC 857). */
  static final int ECHO = 1;

  /** Nobody waits for a turn (RFC 858); together with ECHO keys are sent as they are typed. */
  static final int SUPPRESS_GO_AHEAD = 3;

  /** Asks for a sign that all before it has been seen (RFC 860); it has no state. */
  static final int TIMING_MARK = 6;

  /** The client says how large its window is (RFC 1073). */
  static final int WINDOW_SIZE = 31;

  /** In order. */
  private static final int[] HERE = {BINARY, ECHO, SUPPRESS_GO_AHEAD};

  private static final int[] THERE = {BINARY, SUPPRESS_GO_AHEAD, WINDOW_SIZE};

  /** More than any client has a reason for. */
  private static final int ANSWERS_MAX = 100;

  private static final byte[] NOTHING = {};

  private int answers;

  private enum State {
    NO,
    AWAITED,
    YES
  }

  /** Those that this end offers to do. */
  private final Side here = new Side(HERE);

  /** Those that the client is asked to do. */
  private final Side there = new Side(THERE);

  /** What one of the two ends does. Arrays, because there is one of it for each connection. */
  private static final class Side {

    private final int[] known;
    private final State[] states;

    Side(int[] known) {
      this.known = known;
      states = new State[known.length];
      Arrays.fill(states, State.AWAITED);
    }

    /** Its place; less than 0 if it is not known here. */
    int place(int option) {
      return Arrays.binarySearch(known, option);
    }
  }

  /** What is sent first. */
  byte[] offer() {
    ByteArrayOutputStream offer = new ByteArrayOutputStream();
    for (int option : HERE) {
      offer.writeBytes(message(WILL, option));
    }
    for (int option : THERE) {
      offer.writeBytes(message(DO, option));
    }
    return offer.toByteArray();
  }

  /** Whether the client lets this end show what is typed. */
  boolean echoes() {
    return here.states[here.place(ECHO)] == State.YES;
  }

  /**
   * What is sent because of what has come; nothing if it is empty.
   *
   * @param verb one of {@link TelnetDecoder#WILL} and the three after it
   */
  byte[] received(int verb, int option) {
    if (option == TIMING_MARK) {
      return verb == DO ? message(WILL, option) : verb == WILL ? message(DONT, option) : NOTHING;
    }
    if (answers >= ANSWERS_MAX) {
      return NOTHING;
    }
    byte[] answer =
        switch (verb) {
          case DO -> yes(here, option, WILL, WONT);
          case DONT -> no(here, option, WONT);
          case WILL -> yes(there, option, DO, DONT);
          default -> no(there, option, DONT);
        };
    answers += answer.length > 0 ? 1 : 0;
    return answer;
  }

  private static byte[] yes(Side side, int option, int agree, int refuse) {
    int place = side.place(option);
    if (place < 0) {
      return message(refuse, option);
    }
    State before = side.states[place];
    side.states[place] = State.YES;
    return before == State.NO ? message(agree, option) : NOTHING;
  }

  private static byte[] no(Side side, int option, int confirm) {
    int place = side.place(option);
    if (place < 0) {
      return NOTHING;
    }
    State before = side.states[place];
    side.states[place] = State.NO;
    return before == State.YES ? message(confirm, option) : NOTHING;
  }

  private static byte[] message(int verb, int option) {
    return new byte[] {(byte) IAC, (byte) verb, (byte) option};
  }
}
