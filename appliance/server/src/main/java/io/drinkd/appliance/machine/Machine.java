package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.event.Happening;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One machine: what is sold in it, what its board last said, and the way to the board. What is
 * asked of it is answered from memory, on any thread.
 */
public final class Machine {

  private static final Logger LOG = LoggerFactory.getLogger(Machine.class);

  /** An older temperature says nothing about now. */
  private static final Duration TEMPERATURE_AGE_MAX = Duration.ofMinutes(15);

  /** After so long a driver that was at fault may try again. */
  private static final Duration FAULTY_FOR = Duration.ofMinutes(1);

  private static final String NOT_REACHED_YET = "the board has not been reached yet";

  private record Temperature(double celsius, long atNanos) {}

  private final Timers timers;
  private final MachineSlots slots;
  private final LinkHistory history = new LinkHistory();
  private final LinkTap tap = new LinkTap();

  private volatile MachineSettings settings;
  private volatile Consumer<Happening> listener = happening -> {};

  /** Guards what follows and changes together; what is read alone is volatile too. */
  private final Object boardLock = new Object();

  private int boardNumber;
  private Optional<MachineDriver> driver = Optional.empty();
  private BoardLinks links;
  private volatile MachineObserver observer;
  private volatile Optional<GuardedBoard> board = Optional.empty();
  private volatile MachineStatus status = MachineStatus.WAITING;
  private volatile String statusReason;
  private volatile Optional<Temperature> temperature = Optional.empty();

  Machine(MachineSettings settings, List<StoredSlot> stored, Timers timers) {
    this.settings = settings;
    this.timers = timers;
    this.statusReason = "no driver for model " + settings.driver();
    this.slots =
        new MachineSlots(
            settings.id(),
            stored,
            slot -> listener.accept(new Happening.SlotChanged(id(), slot.number(), slot.state())));
  }

  /** The id by which configuration, store and clients name it. */
  public String id() {
    return settings.id();
  }

  /** How people call it. */
  public String name() {
    return settings.name();
  }

  /** Where it stands. */
  public String location() {
    return settings.location();
  }

  /** What its file says. */
  public MachineSettings settings() {
    return settings;
  }

  /** Whether it can take an order now. */
  public MachineStatus status() {
    return status;
  }

  /** Why the status is what it is, in one line. */
  public String statusReason() {
    return statusReason;
  }

  /** Its slots, by number. */
  public List<Slot> slots() {
    return slots.all();
  }

  /** One of its slots. */
  public Optional<Slot> slot(int number) {
    return slots.find(number);
  }

  /** The last temperature in degrees Celsius, if it is not older than 15 minutes. */
  public Optional<Double> temperatureCelsius() {
    return temperature
        .filter(last -> timers.nanoTime() - last.atNanos <= TEMPERATURE_AGE_MAX.toNanos())
        .map(Temperature::celsius);
  }

  /** What became of its link and its orders. */
  public LinkHistory history() {
    return history;
  }

  /** Where the board's end of the link is, if there is a link. */
  public Optional<String> remoteAddress() {
    return board.flatMap(GuardedBoard::remoteAddress);
  }

  /**
   * Shows what goes over the link from now on, passwords masked.
   *
   * @param watcher called on the machine's thread, a line each; must not block
   * @return ends it
   */
  public LinkWatch watchLink(Consumer<String> watcher) {
    return tap.watch(watcher);
  }

  private boolean isLoggedIn() {
    return status == MachineStatus.UP || status == MachineStatus.QUARANTINED;
  }

  /** Gives an order to the board; see {@link io.drinkd.driver.Board#drop} for what it tells. */
  public CompletableFuture<DropOutcome> drop(DropOrder order) {
    Optional<GuardedBoard> present = board;
    if (present.isEmpty()) {
      return CompletableFuture.completedFuture(new DropOutcome.NotSent(statusReason));
    }
    CompletableFuture<DropOutcome> outcome = present.get().drop(order);
    outcome.thenAccept(history::ended);
    return outcome;
  }

  /** The slot as the store has it, seen with the sensor's last word. */
  public Slot slot(Transaction tx, int number) throws SQLException {
    return slots.seen(SlotStore.read(tx, id(), number));
  }

  /** Whether the board is reached in the same way by other settings. */
  boolean keepsBoardBy(MachineSettings other) {
    return settings.driver().equals(other.driver())
        && settings.link().equals(other.link())
        && settings.board().equals(other.board());
  }

  /** Takes other settings for the same board. */
  void change(MachineSettings other, List<StoredSlot> listed) {
    settings = other;
    slots.list(listed);
  }

  /** From now on {@code newListener} hears what happens to slots and temperature. */
  void listen(Consumer<Happening> newListener) {
    listener = newListener;
  }

  void stored(StoredSlot slot) {
    slots.store(slot);
  }

  /**
   * The board's word, made visible.
   *
   * @param number of the board; one that has been left changes the status no more
   */
  private BoardListener listener(int number) {
    return new BoardListener() {

      @Override
      public void stateChanged(BoardState state, String reason) {
        synchronized (boardLock) {
          if (number != boardNumber) {
            return;
          }
          status =
              switch (state) {
                case UP -> MachineStatus.UP;
                case DOWN -> MachineStatus.DOWN;
                case QUARANTINED -> MachineStatus.QUARANTINED;
              };
          statusReason = reason;
          history.statusChanged(status, timers.clock().instant());
        }
        observer.statusChanged(Machine.this);
      }

      @Override
      public void slotsReported(Map<Integer, Boolean> reported) {
        slots.report(reported);
      }

      @Override
      public void temperatureMeasured(double celsius) {
        boolean same = temperatureCelsius().filter(before -> before == celsius).isPresent();
        temperature = Optional.of(new Temperature(celsius, timers.nanoTime()));
        if (!same) {
          listener.accept(new Happening.TemperatureMeasured(id(), celsius));
        }
      }

      @Override
      public void answeredLate(DropOrder order, DropOutcome outcome) {
        LOG.info("machine {}: drop {} answered late: {}", id(), order.dropId(), outcome);
        observer.answeredLate(Machine.this, order, outcome);
      }
    };
  }

  /** Its driver is there and will open the board soon. */
  void expectDriver() {
    synchronized (boardLock) {
      if (driver.isEmpty()) {
        status = MachineStatus.DOWN;
        statusReason = NOT_REACHED_YET;
      }
    }
  }

  /**
   * Opens the board; what it tells is made visible, and the observer hears what concerns orders.
   */
  void open(MachineDriver newDriver, BoardLinks newLinks, MachineObserver newObserver) {
    synchronized (boardLock) {
      driver = Optional.of(newDriver);
      links = newLinks;
      observer = newObserver;
    }
    openBoard();
  }

  private void openBoard() {
    GuardedBoard opened;
    MachineDriver present;
    synchronized (boardLock) {
      if (driver.isEmpty()) {
        return;
      }
      int number = ++boardNumber;
      present = driver.get();
      status = MachineStatus.DOWN;
      statusReason = NOT_REACHED_YET;
      opened =
          new GuardedBoard(
              settings,
              links,
              listener(number),
              () -> history.heard(timers.clock().instant()),
              () -> new TapFilter(tap, settings.password(), this::isLoggedIn),
              timers,
              why -> fault(number, why));
      board = Optional.of(opened);
    }
    observer.statusChanged(this);
    opened.open(present);
  }

  /** The driver has done what it must not: its board is given up, and opened anew after a while. */
  private void fault(int number, String why) {
    GuardedBoard failed;
    synchronized (boardLock) {
      if (number != boardNumber) {
        return;
      }
      failed = leaveBoard(MachineStatus.DOWN, "faulty: " + why).orElseThrow();
      int next = boardNumber;
      timers.after(FAULTY_FOR, () -> openAgain(next, failed));
    }
    LOG.error(
        "machine {}: faulty: {}; its driver gets another chance in {} s",
        id(),
        why,
        FAULTY_FOR.toSeconds());
    observer.statusChanged(this);
    failed.close();
  }

  private void openAgain(int number, GuardedBoard failed) {
    synchronized (boardLock) {
      if (number != boardNumber || driver.isEmpty()) {
        return;
      }
      if (!failed.hasEnded()) {
        LOG.error("machine {}: its driver is still busy with what it was given up for", id());
        timers.after(FAULTY_FOR, () -> openAgain(number, failed));
        return;
      }
    }
    openBoard();
  }

  /** Called with the lock held. From here on nothing of the board changes the status. */
  private Optional<GuardedBoard> leaveBoard(MachineStatus newStatus, String reason) {
    Optional<GuardedBoard> left = board;
    boardNumber++;
    board = Optional.empty();
    status = newStatus;
    statusReason = reason;
    history.statusChanged(status, timers.clock().instant());
    return left;
  }

  /** Looks whether the driver is stuck, and gives it up if so. */
  void lookAfterDriver() {
    int number;
    synchronized (boardLock) {
      if (board.filter(GuardedBoard::isStuck).isEmpty()) {
        return;
      }
      number = boardNumber;
    }
    fault(number, "the driver is stuck");
  }

  /** Whether a driver drives it, perhaps in vain. */
  boolean isDriven() {
    synchronized (boardLock) {
      return driver.isPresent();
    }
  }

  /**
   * Parts with the driver: no more orders leave, and when the one on its way has ended the board is
   * closed. The future completes when nothing of the driver is left; it never fails.
   */
  CompletableFuture<Void> detach() {
    Optional<GuardedBoard> left;
    synchronized (boardLock) {
      driver = Optional.empty();
      left = leaveBoard(MachineStatus.WAITING, "no driver for model " + settings.driver());
    }
    if (observer != null) {
      observer.statusChanged(this);
    }
    return left.map(one -> one.idle().thenCompose(idle -> one.close()))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  CompletableFuture<Void> close() {
    return board.map(GuardedBoard::close).orElseGet(() -> CompletableFuture.completedFuture(null));
  }
}
