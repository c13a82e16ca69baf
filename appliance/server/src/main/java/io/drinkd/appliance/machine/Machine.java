package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One machine: what is sold in it, what its board last said, and the way to the board. What is
 * asked of it is answered from memory, on any thread.
 */
public final class Machine implements MachineView {

  /** An older temperature says nothing about now. */
  private static final Duration TEMPERATURE_AGE_MAX = Duration.ofMinutes(15);

  private record Temperature(double celsius, long atNanos) {}

  private final Timers timers;
  private final MachineSlots slots;
  private final LinkHistory history = new LinkHistory();
  private final LinkTap tap = new LinkTap();
  private final DrivenBoard board;

  private volatile MachineSettings settings;
  private volatile Consumer<Event> listener = event -> {};
  private volatile Optional<Temperature> temperature = Optional.empty();

  Machine(MachineSettings settings, List<StoredSlot> stored, Timers timers) {
    this.settings = settings;
    this.timers = timers;
    this.board = new DrivenBoard(this, history, tap, timers);
    this.slots =
        new MachineSlots(
            settings.id(),
            stored,
            slot -> listener.accept(new Event.SlotChanged(id(), slot.number(), slot.state())));
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String location() {
    return settings.location();
  }

  /** What its file says. */
  public MachineSettings settings() {
    return settings;
  }

  @Override
  public MachineStatus status() {
    return board.status();
  }

  @Override
  public String statusReason() {
    return board.statusReason();
  }

  @Override
  public List<Slot> slots() {
    return slots.all();
  }

  @Override
  public Optional<Slot> slot(int number) {
    return slots.find(number);
  }

  @Override
  public Optional<Double> temperatureCelsius() {
    return temperature
        .filter(last -> timers.nanoTime() - last.atNanos <= TEMPERATURE_AGE_MAX.toNanos())
        .map(Temperature::celsius);
  }

  @Override
  public LinkHistory history() {
    return history;
  }

  @Override
  public Optional<String> remoteAddress() {
    return board.remoteAddress();
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

  /** Gives an order to the board; see {@link io.drinkd.driver.Board#drop} for what it tells. */
  public CompletableFuture<DropOutcome> drop(DropOrder order) {
    return board.drop(order);
  }

  /** Its board, for whoever brings drivers and takes them away. */
  DrivenBoard board() {
    return board;
  }

  /** The slot as the store has it, seen with the sensor's last word. */
  public Slot slot(Transaction tx, int number) throws SQLException {
    return slots.seen(SlotStore.read(tx, id(), number));
  }

  /** Whether the board is reached in the same way by other settings. */
  boolean keepsBoardBy(MachineSettings other) {
    return settings.board().equals(other.board()) && settings.forDriver().equals(other.forDriver());
  }

  /** Takes other settings for the same board. */
  void change(MachineSettings other, List<StoredSlot> listed) {
    settings = other;
    slots.list(listed);
  }

  /** From now on {@code newListener} hears what happens to slots and temperature. */
  void listen(Consumer<Event> newListener) {
    listener = newListener;
  }

  void stored(StoredSlot slot) {
    slots.store(slot);
  }

  /** The board's sensors say this. Called on the machine's thread. */
  void slotsReported(Map<Integer, Boolean> reported) {
    slots.report(reported);
  }

  /** The board's thermometer says this. Called on the machine's thread. */
  void temperatureMeasured(double celsius) {
    boolean same = temperatureCelsius().filter(before -> before == celsius).isPresent();
    temperature = Optional.of(new Temperature(celsius, timers.nanoTime()));
    if (!same) {
      listener.accept(new Event.TemperatureMeasured(id(), celsius));
    }
  }
}
