package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.DialIn;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventSink;
import io.drinkd.appliance.store.Pending;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.appliance.store.Transaction.Then;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Supplier;

/**
 * One machine: what is sold in it, what its board last reported, and the access to its board.
 * Queries are answered from memory, on any thread.
 */
public final class Machine implements MachineView {

  /** An older temperature is outdated. */
  private static final Duration TEMPERATURE_AGE_MAX = Duration.ofMinutes(15);

  /**
   * @param atNanos when, on the clock that nobody sets
   */
  private record Measured(Temperature temperature, long atNanos) {}

  private final Timers timers;
  private final ServiceStates services;
  private final MachineSlots slots;
  private final LinkHistory history;
  private final LinkTap tap;
  private final DrivenBoard board;

  private volatile MachineSettings settings;
  private volatile Supplier<EventSink> sink = () -> EventSink.NONE;
  private volatile ObjDoubleConsumer<String> thermometer = (id, celsius) -> {};
  private volatile Optional<Measured> measured = Optional.empty();
  private volatile BoardReadings readings = BoardReadings.NONE;

  /**
   * @param history what is known of it from other settings, or nothing yet
   */
  Machine(
      MachineSettings settings,
      List<StoredSlot> stored,
      ServiceStates services,
      LinkHistory history,
      Timers timers) {
    this.settings = settings;
    this.history = history;
    this.services = services;
    this.timers = timers;
    this.tap = new LinkTap(timers.clock());
    this.board = new DrivenBoard(this, history, tap, timers);
    this.slots = new MachineSlots(settings.id(), stored, () -> sink.get());
  }

  /**
   * One for which this appliance has no file, such as one whose file was just removed: who has it
   * is to be shown yet.
   */
  static Machine withoutFile(
      MachineSettings settings, List<StoredSlot> stored, ServiceStates services, Timers timers) {
    Machine machine = new Machine(settings, stored, services, new LinkHistory(), timers);
    machine.board.showSilent(Optional.empty(), "no other appliance has it yet", Awaited.OWNER);
    return machine;
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

  /** The settings from its file. */
  public MachineSettings settings() {
    return settings;
  }

  /** Whether its board dials the appliance, and not the other way round. */
  public boolean dialsIn() {
    return settings.board().link() instanceof DialIn;
  }

  @Override
  public Optional<OutOfService> outOfService() {
    return services.find(id());
  }

  /** The same as the books have it within a transaction. */
  public Optional<OutOfService> outOfService(Transaction tx) throws SQLException {
    return services.find(tx, id());
  }

  @Override
  public MachineStatus status() {
    return board.shown().status();
  }

  @Override
  public String statusReason() {
    return board.shown().reason();
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
  public Optional<Temperature> temperature() {
    return measured
        .filter(last -> timers.nanoTime() - last.atNanos <= TEMPERATURE_AGE_MAX.toNanos())
        .map(Measured::temperature);
  }

  @Override
  public BoardReadings readings() {
    return readings;
  }

  @Override
  public Optional<Double> coldBelowCelsius() {
    return settings.coldBelowCelsius();
  }

  @Override
  public LinkFacts history() {
    return board.shown().link();
  }

  /** What this appliance has found of its link, for the same machine with other settings. */
  LinkHistory found() {
    return history;
  }

  @Override
  public Optional<String> remoteAddress() {
    return board.shown().address(board.remoteAddress());
  }

  @Override
  public Optional<String> otherAppliance() {
    return board.shown().appliance();
  }

  /**
   * This appliance has taken it from another one.
   *
   * @param name of that one, if it did not leave it: it may still have the link with the board
   */
  public void takenFrom(Optional<String> name) {
    board.shown().takenFrom(name);
  }

  /** What has to come before it can take orders, if it is down. */
  public Awaited awaited() {
    return board.shown().awaited();
  }

  /** Whether its board can be linked with this appliance, which need not have the machine. */
  public boolean isDriven() {
    return board.isDriven();
  }

  /**
   * Shows the traffic on the link from now on, passwords masked.
   *
   * @param listener called on the machine's thread, a line each; must not block
   * @return ends the watch
   */
  public LinkWatch watchLink(Consumer<String> listener) {
    return tap.watch(listener);
  }

  /**
   * What was last sent and received on the link, passwords masked: a line each, oldest first, that
   * begins with the time in UTC, and then {@code >} for what the board was sent, {@code <} for what
   * it has sent.
   */
  public List<String> lastTraffic() {
    return tap.last();
  }

  /** Sends an order to the board; see {@link io.drinkd.driver.Board#drop} for its outcome. */
  public CompletableFuture<DropOutcome> drop(DropOrder order) {
    return board.drop(order);
  }

  /** Its board, for those who attach and detach drivers. */
  DrivenBoard board() {
    return board;
  }

  /**
   * A slot, and whether its machine takes orders.
   *
   * @param slot as the store has it, corrected by the sensor's last report
   * @param outOfService why the machine takes none
   */
  public record Offer(Slot slot, Optional<OutOfService> outOfService) {}

  /**
   * A slot of it as the books have it within a transaction.
   *
   * @param then gets it, see {@link Transaction#updateLater}
   */
  public <R> Pending<R> offer(Transaction tx, int number, Then<Offer, R> then) throws SQLException {
    return SlotStore.offered(
        tx,
        id(),
        number,
        offered -> then.of(new Offer(slots.seen(offered.slot()), offered.outOfService())));
  }

  /** Whether the board's link is the same under other settings. */
  boolean keepsBoardBy(MachineSettings other) {
    return settings.board().equals(other.board())
        && settings.slotNumbers().equals(other.slotNumbers());
  }

  /** Applies other settings for the same board. */
  void change(MachineSettings other, List<StoredSlot> listed) {
    settings = other;
    slots.list(listed);
  }

  /** It has another board now, of which nothing is known. */
  void forgetReports() {
    measured = Optional.empty();
    readings = BoardReadings.NONE;
    slots.forget();
  }

  /** From now on {@code newSink}, asked each time, receives events of slots and temperature. */
  void listen(Supplier<EventSink> newSink) {
    sink = newSink;
  }

  /** From now on {@code newListener} receives each temperature, also one that is as before. */
  void measure(ObjDoubleConsumer<String> newListener) {
    thermometer = newListener;
  }

  /**
   * A slot is on disk like that.
   *
   * @param published whether it is published what that changes
   */
  void stored(StoredSlot slot, boolean published) {
    slots.store(slot, published);
  }

  /**
   * What is to be published of a slot that is stored in another way than before; empty for nothing.
   */
  Optional<Event> change(StoredSlot before, StoredSlot after) {
    return slots.change(before, after);
  }

  /** The board's sensors report this. Called on the machine's thread. */
  void slotsReported(Map<Integer, SlotReading> reported) {
    Map<Integer, Boolean> loaded = new TreeMap<>();
    Map<Integer, Integer> counts = new TreeMap<>();
    reported.forEach(
        (slot, reading) -> {
          loaded.put(slot, reading.loaded());
          reading.count().ifPresent(count -> counts.put(slot, count));
        });
    if (!counts.isEmpty()) {
      readings = readings.withCounts(counts, timers.clock().instant());
    }
    slots.report(loaded);
  }

  /** One of the board's thermometers reports this. Called on the machine's thread. */
  void temperatureMeasured(String name, double celsius) {
    if (name.isEmpty()) {
      drinksMeasured(celsius);
      return;
    }
    Temperature before = readings.temperatures().get(name);
    readings = readings.withTemperature(name, new Temperature(celsius, timers.clock().instant()));
    if (before == null || before.celsius() != celsius) {
      sink.get().happened(new Event.TemperatureMeasured(id(), name, celsius));
    }
  }

  /** Its owner, another appliance, says this, perhaps again; that one has published it. */
  void temperatureShown(Temperature shown) {
    if (measured.filter(last -> last.temperature.equals(shown)).isPresent()) {
      return;
    }
    Duration age = Duration.between(shown.at(), timers.clock().instant());
    measured = Optional.of(new Measured(shown, timers.nanoTime() - Math.max(0, age.toNanos())));
    thermometer.accept(id(), shown.celsius());
  }

  @Override
  public boolean sensesSlots() {
    return !slots.sensed().isEmpty();
  }

  /** What the board's sensors have last reported of the slots. */
  Map<Integer, Boolean> sensed() {
    return slots.sensed();
  }

  /** Its owner, another appliance, says that its board reports this; that one has published it. */
  void reportsShown(BoardReadings shown, Map<Integer, Boolean> sensed) {
    readings = shown;
    slots.show(sensed);
  }

  private void drinksMeasured(double celsius) {
    boolean same = temperatureCelsius().filter(before -> before == celsius).isPresent();
    Temperature temperature = new Temperature(celsius, timers.clock().instant());
    measured = Optional.of(new Measured(temperature, timers.nanoTime()));
    thermometer.accept(id(), celsius);
    if (!same) {
      sink.get().happened(new Event.TemperatureMeasured(id(), "", celsius));
    }
  }

  /** The board reports this of the door. Called on the machine's thread. */
  void doorReported(boolean open) {
    Optional<String> before = readings.door();
    readings = readings.withDoor(open, timers.clock().instant());
    publishReading("door", before, BoardReadings.doorWord(open));
  }

  /** The board reports this of its motors. Called on the machine's thread. */
  void powerReported(PowerState state) {
    Optional<String> before = readings.power();
    readings = readings.withPower(state, timers.clock().instant());
    publishReading("power", before, state.toString());
  }

  private void publishReading(String name, Optional<String> before, String now) {
    if (before.filter(now::equals).isEmpty()) {
      sink.get().happened(new Event.ReadingChanged(id(), name, now));
    }
  }
}
