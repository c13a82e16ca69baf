package io.drinkd.appliance.machine;

import io.drinkd.driver.Timers;
import java.time.Instant;
import java.util.Optional;

/**
 * What is shown of a board: what this appliance has found, or what the one says that has its
 * machine. Read on any thread; changed by one at a time.
 */
final class ShownBoard {

  private static final String UNKNOWN = "not known while the bank is away";
  static final String NOT_REACHED_YET = "the board has not been reached yet";

  private static final String STARTING = "the appliance is starting";

  private final LinkHistory history;
  private final Timers timers;
  private volatile MachineStatus status = MachineStatus.WAITING;
  private volatile String reason = STARTING;
  private volatile Optional<Elsewhere> elsewhere = Optional.empty();
  private volatile Optional<String> formerOwner = Optional.empty();

  /**
   * @param history what this appliance finds of it
   */
  ShownBoard(LinkHistory history, Timers timers) {
    this.history = history;
    this.timers = timers;
  }

  MachineStatus status() {
    return status;
  }

  String reason() {
    return reason;
  }

  /** Whether it is another appliance's to say, or nobody's. */
  boolean isElsewhere() {
    return elsewhere.isPresent();
  }

  /** The other appliance that has the machine; empty if this one has it, or none. */
  Optional<String> appliance() {
    return elsewhere.flatMap(Elsewhere::appliance);
  }

  /** How its link is. */
  LinkFacts link() {
    return elsewhere.map(Elsewhere::link).orElseGet(history::facts);
  }

  /**
   * The board's address.
   *
   * @param here that of a link of this appliance
   */
  Optional<String> address(Optional<String> here) {
    Optional<Elsewhere> shown = elsewhere;
    return shown.isPresent() ? shown.get().address() : here;
  }

  /** What is so of a model's board before it is opened. */
  void expect(DriverProspect prospect, String model) {
    switch (prospect) {
      case LOADED -> expect(MachineStatus.DOWN, NOT_REACHED_YET);
      case MISSING -> expect(MachineStatus.WAITING, withoutDriver(model));
      case STARTING -> expect(MachineStatus.WAITING, STARTING);
    }
  }

  static String withoutDriver(String model) {
    return "no driver for model " + model;
  }

  /** This appliance expects that. */
  void expect(MachineStatus newStatus, String newReason) {
    elsewhere = Optional.empty();
    status = newStatus;
    reason = newReason;
  }

  /** This appliance has found that, now. */
  void found(MachineStatus newStatus, String newReason) {
    if (newStatus == MachineStatus.UP) {
      formerOwner = Optional.empty();
    }
    Optional<String> holder = formerOwner.filter(name -> newStatus == MachineStatus.DOWN);
    expect(newStatus, newReason + holder.map(ShownBoard::mayBeLinked).orElse(""));
    history.statusChanged(newStatus, now());
  }

  /** Another appliance, which has the machine, says this. */
  void show(Elsewhere shown) {
    elsewhere = Optional.of(shown);
    status = shown.status();
    reason = shown.reason();
  }

  private static String mayBeLinked(String formerOwner) {
    return "; appliance \""
        + formerOwner
        + "\", which had the machine before, may still have the board's only link";
  }

  /**
   * This appliance has taken the machine from another one.
   *
   * @param name of that one, if it did not leave it: until the board is up here, that one may still
   *     have the link with it
   */
  void takenFrom(Optional<String> name) {
    formerOwner = name;
  }

  /** What has to come if it is down. */
  Awaited awaited() {
    return elsewhere.map(Elsewhere::awaited).orElseGet(this::awaitedHere);
  }

  private Awaited awaitedHere() {
    if (status == MachineStatus.WAITING) {
      return reason.equals(STARTING) ? Awaited.START : Awaited.DRIVER;
    }
    return formerOwner.isPresent() ? Awaited.FORMER_OWNER : Awaited.BOARD;
  }

  /** The bank is away: nobody knows here what the one says that has the machine. */
  void showUnknown() {
    if (elsewhere.filter(shown -> shown.awaited() == Awaited.BANK).isEmpty()) {
      String last = appliance().map(name -> "; appliance \"" + name + "\" had it last").orElse("");
      showSilent(Optional.empty(), UNKNOWN + last, Awaited.BANK);
    }
  }

  /**
   * Nothing is known of it, for another appliance has the machine, or none.
   *
   * @param why that, in one line
   * @param awaited what has to come
   */
  void showSilent(Optional<String> appliance, String why, Awaited awaited) {
    LinkFacts before = link();
    boolean same = reason.equals(why);
    Instant since = before.statusSince().filter(at -> same).orElseGet(this::now);
    show(
        new Elsewhere(
            appliance,
            MachineStatus.DOWN,
            why,
            Optional.empty(),
            before.withoutLink(since),
            awaited));
  }

  private Instant now() {
    return timers.clock().instant();
  }
}
