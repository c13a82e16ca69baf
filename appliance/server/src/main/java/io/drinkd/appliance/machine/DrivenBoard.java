package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DriverValues.Mistake;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The board of one machine while there is a driver for it: opened, abandoned if the driver is
 * faulty, reopened after a while, closed when the driver is unloaded. It knows at each moment
 * whether the machine can accept an order, and why not. Safe for several threads.
 */
final class DrivenBoard {

  private static final Logger LOG = LoggerFactory.getLogger(DrivenBoard.class);

  /** How long a faulty driver's board stays closed. */
  private static final Duration FAULTY_FOR = Duration.ofMinutes(1);

  /** Why the board of a machine that this appliance does not own is not reached. */
  static final String ELSEWHERE = "another appliance has the machine";

  private final Machine machine;
  private final LinkHistory history;
  private final LinkTap tap;
  private final Timers timers;

  /** Changed with the lock held. */
  private final ShownBoard shown;

  /** Guards the fields below, which change together; those read alone are volatile too. */
  private final Object lock = new Object();

  /** Whether the board is linked for the case only that this appliance takes its machine. */
  private boolean standby;

  private int boardNumber;
  private Optional<MachineDriver> driver = Optional.empty();
  private BoardLinks links;
  private Supplier<List<Mistake>> sameBoard = List::of;
  private volatile MachineObserver observer;
  private volatile Optional<GuardedBoard> board = Optional.empty();
  private volatile Optional<BoardReports> reports = Optional.empty();

  /** Said once, not each minute. */
  private volatile String lastFault = "";

  DrivenBoard(Machine machine, LinkHistory history, LinkTap tap, Timers timers) {
    this.machine = machine;
    this.history = history;
    this.tap = tap;
    this.timers = timers;
    this.shown = new ShownBoard(history, timers);
  }

  /** What is shown of it. */
  ShownBoard shown() {
    return shown;
  }

  /** Whether the board is linked with this appliance, and logged in if its model does so. */
  boolean isLinked() {
    return reports.filter(BoardReports::isLinked).isPresent();
  }

  /** That of a link of this appliance. */
  Optional<String> remoteAddress() {
    return board.flatMap(GuardedBoard::remoteAddress);
  }

  /** Passes an order to the board; never fails, and ends in time whatever the driver does. */
  CompletableFuture<DropOutcome> drop(DropOrder order) {
    Optional<GuardedBoard> present = board;
    if (present.isEmpty()) {
      return CompletableFuture.completedFuture(new DropOutcome.NotSent(shown.reason()));
    }
    CompletableFuture<DropOutcome> outcome = present.get().drop(order);
    outcome.thenAccept(history::orderEnded);
    return outcome;
  }

  /**
   * The board reports its state.
   *
   * @param number of the board; an earlier one does not change the status
   */
  private void stateChanged(int number, BoardState state, String reason) {
    synchronized (lock) {
      if (number != boardNumber) {
        return;
      }
      shown.found(
          switch (state) {
            case UP -> MachineStatus.UP;
            case DOWN -> MachineStatus.DOWN;
            case QUARANTINED -> MachineStatus.QUARANTINED;
          },
          reason);
    }
    observer.statusChanged(machine);
  }

  private void answeredLate(DropOrder order, DropOutcome outcome) {
    LOG.info("machine {}: drop {} answered late: {}", machine.id(), order.dropId(), outcome);
    history.answeredLate(outcome);
    observer.answeredLate(machine, order, outcome);
  }

  /** Another appliance has the machine: shows what that one says of the board. */
  void showElsewhere(Elsewhere says) {
    showElsewhere(() -> shown.show(says));
  }

  /** Another appliance has the machine, or none: nothing is known of the board. */
  void showSilent(Optional<String> appliance, String why, Awaited awaited) {
    showElsewhere(() -> shown.showSilent(appliance, why, awaited));
  }

  /** The bank is away, and the machine was another appliance's. */
  void showUnknown() {
    showElsewhere(shown::showUnknown);
  }

  private void showElsewhere(Runnable show) {
    synchronized (lock) {
      if (driver.isEmpty() || standby) {
        show.run();
      }
    }
  }

  /** What was shown of another appliance does not hold for this one, which will open the board. */
  void forgetElsewhere(DriverProspect prospect) {
    synchronized (lock) {
      if (shown.isElsewhere()) {
        if (driver.isPresent() || prospect == DriverProspect.LOADED) {
          shown.found(MachineStatus.DOWN, ShownBoard.NOT_REACHED_YET);
        } else {
          expectDriver(prospect);
        }
      }
    }
  }

  /** Its driver is loaded and will open the board soon, or it has none. */
  void expectDriver(DriverProspect prospect) {
    synchronized (lock) {
      if (driver.isEmpty()) {
        shown.expect(prospect, machine.settings().board().driver());
      }
    }
  }

  /**
   * Opens the board; its reports become visible, and the observer receives what concerns orders.
   *
   * @param newSameBoard asked each time whether another machine has the same board
   */
  void open(
      MachineDriver newDriver,
      BoardLinks newLinks,
      MachineObserver newObserver,
      Supplier<List<Mistake>> newSameBoard) {
    open(newDriver, newLinks, newObserver, newSameBoard, false);
  }

  /**
   * The same for a board that chooses its appliance, while another one has the machine: from its
   * reports nothing is seen until this appliance {@link #take takes} the machine.
   */
  void standBy(
      MachineDriver newDriver,
      BoardLinks newLinks,
      MachineObserver newObserver,
      Supplier<List<Mistake>> newSameBoard) {
    open(newDriver, newLinks, newObserver, newSameBoard, true);
  }

  private void open(
      MachineDriver newDriver,
      BoardLinks newLinks,
      MachineObserver newObserver,
      Supplier<List<Mistake>> newSameBoard,
      boolean onStandby) {
    synchronized (lock) {
      standby = onStandby;
      driver = Optional.of(newDriver);
      links = newLinks;
      observer = newObserver;
      sameBoard = newSameBoard;
    }
    lastFault = "";
    openBoard();
  }

  private void openBoard() {
    GuardedBoard opened;
    MachineDriver present;
    List<Mistake> same;
    synchronized (lock) {
      if (driver.isEmpty()) {
        return;
      }
      MachineSettings settings = machine.settings();
      int number = ++boardNumber;
      present = driver.get();
      BoardLinks from = links;
      same = sameBoard.get();
      if (!standby) {
        shown.expect(DriverProspect.LOADED, machine.settings().board().driver());
      }
      var newReports =
          new BoardReports(
              machine,
              (state, reason) -> stateChanged(number, state, reason),
              this::answeredLate,
              standby);
      reports = Optional.of(newReports);
      opened =
          new GuardedBoard(
              settings,
              from.of(settings, present.traits()),
              newReports,
              message -> history.messageReceived(message, timers.clock().instant()),
              mask ->
                  new TapFilter(
                      tap, mask, () -> !present.traits().login() || newReports.isLinked()),
              timers,
              why -> fault(number, why));
      board = Optional.of(opened);
    }
    statusChanged();
    opened.open(present, same);
  }

  private void statusChanged() {
    if (observer != null && !isStandby()) {
      observer.statusChanged(machine);
    }
  }

  /** Whether its board is linked only for the case that this appliance takes the machine. */
  boolean isStandby() {
    synchronized (lock) {
      return standby && driver.isPresent();
    }
  }

  /** This appliance has taken the machine: what its board has reported counts. */
  void take() {
    Optional<GuardedBoard> present;
    Optional<BoardReports> kept;
    synchronized (lock) {
      if (!standby) {
        return;
      }
      standby = false;
      shown.found(MachineStatus.DOWN, ShownBoard.NOT_REACHED_YET);
      present = board;
      kept = reports;
    }
    if (!isLinked()) {
      statusChanged();
    }
    present.ifPresent(one -> one.run(() -> kept.ifPresent(BoardReports::release)));
  }

  /** The driver has broken the contract: its board is abandoned, and reopened after a while. */
  private void fault(int number, String why) {
    GuardedBoard failed;
    synchronized (lock) {
      if (number != boardNumber) {
        return;
      }
      failed = abandonBoard(MachineStatus.DOWN, "faulty: " + why).orElseThrow();
      int next = boardNumber;
      timers.after(FAULTY_FOR, () -> reopen(next, failed));
    }
    if (why.equals(lastFault)) {
      LOG.debug("machine {}: still faulty: {}", machine.id(), why);
    } else {
      // What to do: report it to the author of the driver; drinkd reopens the board by itself.
      LOG.error(
          "machine {}: faulty: {}; reopening its board in {} s",
          machine.id(),
          why,
          FAULTY_FOR.toSeconds());
    }
    lastFault = why;
    statusChanged();
    failed.close();
  }

  private void reopen(int number, GuardedBoard failed) {
    synchronized (lock) {
      if (number != boardNumber || driver.isEmpty()) {
        return;
      }
      if (!failed.hasEnded()) {
        // What to do: replace the jar of the driver, or restart drinkd; report it to the author of
        // the driver.
        LOG.error(
            "machine {}: faulty: its driver still blocks its thread; not reopened yet",
            machine.id());
        timers.after(FAULTY_FOR, () -> reopen(number, failed));
        return;
      }
    }
    openBoard();
  }

  /** Called with the lock held. From here on the board's reports do not change the status. */
  private Optional<GuardedBoard> abandonBoard(MachineStatus newStatus, String reason) {
    Optional<GuardedBoard> abandoned = board;
    boardNumber++;
    board = Optional.empty();
    reports = Optional.empty();
    if (!standby) {
      shown.found(newStatus, reason);
    }
    return abandoned;
  }

  /** Abandons the board if its driver is stuck. */
  void checkDriver() {
    int number;
    synchronized (lock) {
      if (board.filter(GuardedBoard::isStuck).isEmpty()) {
        return;
      }
      number = boardNumber;
    }
    fault(number, "the driver blocks its thread for more than 10 s");
  }

  /** Whether it has a driver, working or not. */
  boolean isDriven() {
    synchronized (lock) {
      return driver.isPresent();
    }
  }

  /**
   * Releases the driver: no more orders leave, and when the one in flight has ended the board is
   * closed. The future completes when nothing of the driver is in use; it never fails.
   */
  CompletableFuture<Void> detach() {
    return detach(
        MachineStatus.WAITING, ShownBoard.withoutDriver(machine.settings().board().driver()));
  }

  /** The same because the machine's file is gone. */
  CompletableFuture<Void> detachRemoved() {
    return detach(MachineStatus.WAITING, "its file was removed at this appliance");
  }

  /**
   * The same because another appliance owns the machine now, or may.
   *
   * @param why that
   * @param awaited what has to come before it is known again how the machine is
   */
  CompletableFuture<Void> detachForOthers(String why, Awaited awaited) {
    CompletableFuture<Void> detached = detach(MachineStatus.DOWN, why);
    showSilent(Optional.empty(), why, awaited);
    return detached;
  }

  private CompletableFuture<Void> detach(MachineStatus after, String reason) {
    Optional<GuardedBoard> abandoned;
    boolean unseen;
    synchronized (lock) {
      abandoned = abandonBoard(after, reason);
      unseen = standby;
      standby = false;
      driver = Optional.empty();
    }
    if (!unseen) {
      statusChanged();
    }
    return abandoned
        .map(one -> one.idle().thenCompose(idle -> one.close()))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  CompletableFuture<Void> close() {
    return board.map(GuardedBoard::close).orElseGet(() -> CompletableFuture.completedFuture(null));
  }
}
