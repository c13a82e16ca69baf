package io.drinkd.driver;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How boards of a model are reached and how they behave, as their driver declares it. The appliance
 * refuses a machine's file that asks for something else, a link keeps to it, and the conformance
 * checks of a driver follow from it.
 *
 * @param password what a machine's password is for
 * @param ways which side may open the connection
 * @param wire whether a connection is held
 * @param ids whether orders and their answers carry the number of the drop
 * @param liveness how a held connection shows that it is alive
 * @param polls when the board is asked for its state
 * @param times what its driver suggests where a machine's file has no times
 * @param checksum the sum that messages have, if all have the same kind; with it the checks of a
 *     driver spell what its boards send
 */
public record BoardTraits(
    PasswordUse password,
    Set<Way> ways,
    Wire wire,
    boolean ids,
    Liveness liveness,
    Polls polls,
    BoardTimes times,
    Optional<Checksum> checksum) {

  /** What a machine's password is for. */
  public enum PasswordUse {
    /** The model has none, and a machine's file must not have one. */
    NONE,
    /** The board logs in with it. */
    LOGIN,
    /** The driver sends it to the board, or to whatever the board is reached by. */
    SENT
  }

  /** Which side opens the connection. */
  public enum Way {
    /** The appliance dials the board. */
    DIALLED,
    /** The board dials in; it is known by its login, or by where it comes from if it has none. */
    DIALS_IN
  }

  /** Whether a connection is held. */
  public enum Wire {
    /** One connection for everything, reconnected after a loss. */
    HELD,
    /** A connection for each exchange, opened for it and closed after it. */
    PER_EXCHANGE
  }

  /**
   * @throws IllegalArgumentException if they contradict each other
   */
  public BoardTraits {
    ways = Set.copyOf(ways);
    if (ways.isEmpty()) {
      throw new IllegalArgumentException("BoardTraits need a way to the board");
    }
    if (wire == Wire.PER_EXCHANGE && (ways.contains(Way.DIALS_IN) || polls.every().isEmpty())) {
      throw new IllegalArgumentException(
          "a board with a connection for each exchange is dialled, and polled at an interval");
    }
  }

  /**
   * Of a model that logs in on its connection, whichever side opens it.
   *
   * @param askAfter after so long without a message it is asked for its slots
   * @param lostAfter after so long without a message the link is lost
   */
  public static BoardTraits loggingIn(Duration askAfter, Duration lostAfter) {
    return loggingIn(new Liveness(askAfter, lostAfter));
  }

  /** Of a model that logs in on its connection, whichever side opens it. */
  public static BoardTraits loggingIn(Liveness liveness) {
    return new BoardTraits(
        PasswordUse.LOGIN,
        EnumSet.allOf(Way.class),
        Wire.HELD,
        false,
        liveness,
        Polls.NONE,
        BoardTimes.USUAL,
        Optional.empty());
  }

  /**
   * Of a model that is dialled and does not log in: its first sound message shows that it is up.
   *
   * @param askAfter after so long without a message it is asked for its state
   * @param lostAfter after so long without a message the link is lost
   */
  public static BoardTraits dialled(Duration askAfter, Duration lostAfter) {
    return dialled(new Liveness(askAfter, lostAfter));
  }

  /**
   * Of a model that is dialled and does not log in: its first sound message shows that it is up.
   */
  public static BoardTraits dialled(Liveness liveness) {
    return new BoardTraits(
        PasswordUse.NONE,
        EnumSet.of(Way.DIALLED),
        Wire.HELD,
        false,
        liveness,
        Polls.NONE,
        BoardTimes.USUAL,
        Optional.empty());
  }

  /**
   * Of a model that gets a connection for each exchange, as with HTTP.
   *
   * @param pollEvery how often it is asked for its state, which shows whether it is up
   */
  public static BoardTraits visited(Duration pollEvery) {
    return new BoardTraits(
        PasswordUse.NONE,
        EnumSet.of(Way.DIALLED),
        Wire.PER_EXCHANGE,
        false,
        new Liveness(pollEvery.multipliedBy(2), pollEvery.multipliedBy(3)),
        Polls.every(pollEvery),
        BoardTimes.USUAL,
        Optional.empty());
  }

  /** The same, but it may dial in as well; see {@link Way#DIALS_IN}. */
  public BoardTraits mayDialIn() {
    return new BoardTraits(
        password, EnumSet.allOf(Way.class), wire, ids, liveness, polls, times, checksum);
  }

  /** The same, but it is always the appliance that dials. */
  public BoardTraits dialledOnly() {
    return new BoardTraits(
        password, EnumSet.of(Way.DIALLED), wire, ids, liveness, polls, times, checksum);
  }

  /** The same, and the driver sends the machine's password. */
  public BoardTraits sendingPassword() {
    return new BoardTraits(PasswordUse.SENT, ways, wire, ids, liveness, polls, times, checksum);
  }

  /** The same, and orders and answers carry the number of the drop. */
  public BoardTraits withIds() {
    return new BoardTraits(password, ways, wire, true, liveness, polls, times, checksum);
  }

  /** The same, asked for its state on opening, after each drop, and so often. */
  public BoardTraits polled(Duration every) {
    return polled(Polls.every(every));
  }

  /** The same, asked for its state at other times. */
  public BoardTraits polled(Polls when) {
    return new BoardTraits(password, ways, wire, ids, liveness, when, times, checksum);
  }

  /** The same with another time-out of orders suggested. */
  public BoardTraits suggestingTimeout(Duration timeout) {
    return suggesting(times.withAnswerTimeout(timeout));
  }

  /** The same with another pause between two orders suggested. */
  public BoardTraits suggestingPause(Duration pause) {
    return suggesting(times.withPause(pause));
  }

  /** The same with other times suggested. */
  public BoardTraits suggesting(BoardTimes suggested) {
    return new BoardTraits(password, ways, wire, ids, liveness, polls, suggested, checksum);
  }

  /** The same, whose messages have a sum. */
  public BoardTraits summed(Checksum sum) {
    return new BoardTraits(password, ways, wire, ids, liveness, polls, times, Optional.of(sum));
  }

  /** Whether the board logs in. */
  public boolean login() {
    return password == PasswordUse.LOGIN;
  }
}
