package io.drinkd.appliance.config;

import io.drinkd.driver.BoardTimes;
import io.drinkd.driver.link.BoardTls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One machine, as its file says.
 *
 * @param id the machine's id: the file's name without its ending
 * @param name its name for people
 * @param aliases further names by which clients select it, exact case
 * @param location where it is
 * @param publicAddress the local address whose connections begin with this machine selected
 * @param board its board, and how it is reached
 * @param contents what is sold in it
 */
public record MachineSettings(
    String id,
    String name,
    List<String> aliases,
    String location,
    Optional<String> publicAddress,
    BoardAccess board,
    Contents contents) {

  /** One whose file does not say how cold it is to be. */
  public MachineSettings(
      String id,
      String name,
      List<String> aliases,
      String location,
      Optional<String> publicAddress,
      BoardAccess board,
      List<SlotSettings> slots) {
    this(id, name, aliases, location, publicAddress, board, new Contents(slots, Optional.empty()));
  }

  /** Its slots, in the order of their numbers. */
  public List<SlotSettings> slots() {
    return contents.slots;
  }

  /** From so many degrees Celsius on it is not cold any more. */
  public Optional<Double> coldBelowCelsius() {
    return contents.coldBelowCelsius;
  }

  /** The numbers of its slots. */
  public SortedSet<Integer> slotNumbers() {
    return slots().stream().map(SlotSettings::slot).collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * What is sold in it.
   *
   * @param slots in the order of their numbers
   * @param coldBelowCelsius from so many degrees on it is not cold any more
   */
  public record Contents(List<SlotSettings> slots, Optional<Double> coldBelowCelsius) {}

  /**
   * The board in the machine, and how it is reached.
   *
   * @param driver its model, as a driver names it
   * @param link how it is reached: dialled, or waited for
   * @param tls how the board is known if the link is TLS; empty if it is not
   * @param password the board's password; empty if the file has none
   * @param times what the file says of its times
   * @param settings what the file says of its driver's own settings, by their names
   */
  public record BoardAccess(
      String driver,
      Link link,
      Optional<BoardTls> tls,
      Optional<SecretText> password,
      GivenTimes times,
      Map<String, String> settings) {

    /** One with a password, and with no settings of its driver. */
    public BoardAccess(
        String driver, Link link, SecretText password, Duration timeout, Duration guardTime) {
      this(
          driver,
          link,
          Optional.empty(),
          Optional.of(password),
          new GivenTimes(Optional.of(timeout), Optional.of(guardTime), Optional.empty()),
          Map.of());
    }
  }

  /**
   * Times as far as a file has them; the board's driver suggests the others.
   *
   * @param timeout how long an order may go unanswered before its outcome is unknown
   * @param guardTime how long a late answer is then waited for before the board is reconnected
   * @param pause how long after an order the next one waits
   */
  public record GivenTimes(
      Optional<Duration> timeout, Optional<Duration> guardTime, Optional<Duration> pause) {

    /** All of them. */
    public BoardTimes orElse(BoardTimes suggested) {
      return new BoardTimes(
          timeout.orElse(suggested.answerTimeout()),
          guardTime.orElse(suggested.guardTime()),
          pause.orElse(suggested.pause()));
    }
  }

  /** Which side opens the connection with a board. */
  public sealed interface Link permits HostAndPort, DialIn {}

  /**
   * The board dials in.
   *
   * @param address the only address from which it may come, in its usual spelling; empty for any
   * @param port that of the appliance at which it dials in; empty for the one of all boards
   */
  public record DialIn(Optional<String> address, OptionalInt port) implements Link {

    /** Whether it says of a board that does not log in which it is. */
    public boolean namesBoard() {
      return address.isPresent() || port.isPresent();
    }

    /** Whether no board can dial in at both places. */
    boolean excludes(DialIn other) {
      return !port.equals(other.port)
          || address.isPresent() && other.address.isPresent() && !address.equals(other.address);
    }

    @Override
    public String toString() {
      return "dials in"
          + address.map(from -> " from " + from).orElse("")
          + (port.isPresent() ? " at port " + port.getAsInt() : "");
    }
  }

  /**
   * Where a board listens.
   *
   * @param host a name or an address, resolved at each dial
   */
  public record HostAndPort(String host, int port) implements Link {
    @Override
    public String toString() {
      return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
  }

  /**
   * What a slot holds when the appliance first sees it; from then on the books count.
   *
   * @param slot the slot's number as the board counts it, from 0
   * @param item what is sold
   * @param price whole credits; 0 if it is free
   * @param count how many are in it
   */
  public record SlotSettings(int slot, String item, long price, long count) {}
}
