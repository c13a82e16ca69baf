package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.SessionSource;
import io.drinkd.driver.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

  private record Temperature(double celsius, long atNanos) {}

  private final MachineSettings settings;
  private final Timers timers;
  private final Map<Integer, StoredSlot> stored = new HashMap<>();
  private final Map<Integer, Boolean> loaded = new HashMap<>();

  private volatile List<Slot> slots;
  private volatile Optional<Board> board = Optional.empty();
  private volatile MachineStatus status = MachineStatus.WAITING;
  private volatile String statusReason;
  private volatile Optional<Temperature> temperature = Optional.empty();

  Machine(MachineSettings settings, List<StoredSlot> stored, Timers timers) {
    this.settings = settings;
    this.timers = timers;
    this.statusReason = "no driver for model " + settings.driver();
    stored.forEach(slot -> this.stored.put(slot.number(), slot));
    this.slots = see();
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
    return slots;
  }

  /** One of its slots. */
  public Optional<Slot> slot(int number) {
    return slots.stream().filter(slot -> slot.number() == number).findFirst();
  }

  /** The last temperature in degrees Celsius, if it is not older than 15 minutes. */
  public Optional<Double> temperatureCelsius() {
    return temperature
        .filter(last -> timers.nanoTime() - last.atNanos <= TEMPERATURE_AGE_MAX.toNanos())
        .map(Temperature::celsius);
  }

  /** Gives an order to the board; see {@link Board#drop} for what the future tells. */
  public CompletableFuture<DropOutcome> drop(DropOrder order) {
    return board
        .map(present -> present.drop(order))
        .orElseGet(
            () ->
                CompletableFuture.completedFuture(
                    new DropOutcome.NotSent("the machine has no driver")));
  }

  /** The slot as the store has it, seen with the sensor's last word. */
  public Slot slot(Transaction tx, int number) throws SQLException {
    StoredSlot slot = SlotStore.read(tx, id(), number);
    synchronized (stored) {
      return slot.seenBy(Optional.ofNullable(loaded.get(number)));
    }
  }

  void stored(StoredSlot slot) {
    synchronized (stored) {
      stored.put(slot.number(), slot);
      slots = see();
    }
  }

  private List<Slot> see() {
    List<Slot> seen = new ArrayList<>(stored.size());
    stored.values().forEach(s -> seen.add(s.seenBy(Optional.ofNullable(loaded.get(s.number())))));
    seen.sort((one, other) -> Integer.compare(one.number(), other.number()));
    return List.copyOf(seen);
  }

  /** The board's word, made visible. */
  private BoardListener listener(MachineObserver observer) {
    return new BoardListener() {
      @Override
      public void stateChanged(BoardState state, String reason) {
        status =
            switch (state) {
              case UP -> MachineStatus.UP;
              case DOWN -> MachineStatus.DOWN;
              case QUARANTINED -> MachineStatus.QUARANTINED;
            };
        statusReason = reason;
        observer.statusChanged(Machine.this);
      }

      @Override
      public void slotsReported(Map<Integer, Boolean> reported) {
        synchronized (stored) {
          loaded.putAll(reported);
          loaded.keySet().retainAll(stored.keySet());
          slots = see();
        }
      }

      @Override
      public void temperatureMeasured(double celsius) {
        temperature = Optional.of(new Temperature(celsius, timers.nanoTime()));
      }

      @Override
      public void answeredLate(DropOrder order, DropOutcome outcome) {
        LOG.info("machine {}: drop {} answered late: {}", id(), order.dropId(), outcome);
        observer.answeredLate(Machine.this, order, outcome);
      }
    };
  }

  /**
   * Opens the board; what it tells is made visible, and the observer hears what concerns orders.
   */
  void open(MachineDriver driver, SessionSource sessions, MachineObserver observer) {
    status = MachineStatus.DOWN;
    statusReason = "the board has not been reached yet";
    board =
        Optional.of(
            driver.open(new BoardContext(settings.board(), sessions, listener(observer), timers)));
  }

  CompletableFuture<Void> close() {
    return board.map(Board::close).orElseGet(() -> CompletableFuture.completedFuture(null));
  }
}
