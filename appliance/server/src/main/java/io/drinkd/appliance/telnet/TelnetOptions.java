package io.drinkd.appliance.telnet;

import static io.drinkd.appliance.telnet.TelnetDecoder.DO;
import static io.drinkd.appliance.telnet.TelnetDecoder.DONT;
import static io.drinkd.appliance.telnet.TelnetDecoder.IAC;
import static io.drinkd.appliance.telnet.TelnetDecoder.WILL;
import static io.drinkd.appliance.telnet.TelnetDecoder.WONT;

import java.util.Map;
import java.util.TreeMap;

/**
 * What both ends of a connection have agreed on, by the Q method of RFC 1143: an answer is never
 * answered, so that no two ends can send each other the same for ever. This end never changes its
 * mind while an answer is awaited, so the method's queue is not needed.
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

  private static final byte[] NOTHING = {};

  private enum State {
    NO,
    AWAITED,
    YES
  }

  /** Those that this end offers to do. */
  private final Map<Integer, State> here = new TreeMap<>();

  /** Those that the client is asked to do. */
  private final Map<Integer, State> there = new TreeMap<>();

  TelnetOptions() {
    for (int option : new int[] {ECHO, SUPPRESS_GO_AHEAD, BINARY}) {
      here.put(option, State.AWAITED);
    }
    for (int option : new int[] {SUPPRESS_GO_AHEAD, WINDOW_SIZE, BINARY}) {
      there.put(option, State.AWAITED);
    }
  }

  /** What is sent first. */
  byte[] offer() {
    byte[] offer = new byte[3 * (here.size() + there.size())];
    int at = 0;
    for (int option : here.keySet()) {
      System.arraycopy(message(WILL, option), 0, offer, at, 3);
      at += 3;
    }
    for (int option : there.keySet()) {
      System.arraycopy(message(DO, option), 0, offer, at, 3);
      at += 3;
    }
    return offer;
  }

  /** Whether the client lets this end show what is typed. */
  boolean echoes() {
    return here.get(ECHO) == State.YES;
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
    return switch (verb) {
      case DO -> yes(here, option, WILL, WONT);
      case DONT -> no(here, option, WONT);
      case WILL -> yes(there, option, DO, DONT);
      default -> no(there, option, DONT);
    };
  }

  private static byte[] yes(Map<Integer, State> side, int option, int agree, int refuse) {
    State before = side.get(option);
    if (before == null) {
      return message(refuse, option);
    }
    side.put(option, State.YES);
    return before == State.NO ? message(agree, option) : NOTHING;
  }

  private static byte[] no(Map<Integer, State> side, int option, int confirm) {
    State before = side.get(option);
    if (before == null) {
      return NOTHING;
    }
    side.put(option, State.NO);
    return before == State.YES ? message(confirm, option) : NOTHING;
  }

  private static byte[] message(int verb, int option) {
    return new byte[] {(byte) IAC, (byte) verb, (byte) option};
  }
}
