package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.FailureLog;
import io.drinkd.appliance.log.QueuedLog;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.machine.Slot.Level;
import io.drinkd.appliance.metric.Family;
import io.drinkd.appliance.metric.Metrics;
import io.drinkd.appliance.metric.Metrics.Sample;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The figures of the house that are not counted but read, when somebody wants to see them. */
final class HouseFigures {

  private static final String MACHINE = "machine";
  private static final String SLOT = "slot";

  /** Boards report one temperature. */
  private static final String SENSOR = "1";

  private static final Family COMMITS =
      Family.histogram(
          "drink_store_commit_duration_seconds", "Time from a commit until it was on disk");

  private static final List<Duration> COMMIT_BOUNDS =
      LongStream.of(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 1_000_000)
          .mapToObj(micros -> Duration.of(micros, ChronoUnit.MICROS))
          .toList();

  private final Metrics metrics;

  private HouseFigures(Metrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Adds all of them.
   *
   * @param checks have looked into the books; without a look, figures of the books are missing
   */
  static void into(
      Metrics metrics, Machines machines, HouseChecks checks, Health health, About about) {
    HouseFigures figures = new HouseFigures(metrics);
    figures.ofBooks(checks);
    figures.ofBoards(machines);
    figures.ofSlots(machines);
    figures.ofProcess(checks, health, about);
  }

  /** Takes how many nanoseconds each commit took. */
  static LongConsumer commits(Metrics metrics) {
    return metrics.histogram(COMMITS, COMMIT_BOUNDS)::record;
  }

  private void ofBooks(HouseChecks checks) {
    gauge(
        "drink_drops_in_doubt",
        "Drops of which nobody knows whether a drink fell",
        () -> checks.inDoubt().stream().mapToObj(Sample::of));
    gauge(
        "drink_credits_held",
        "Credits held for drops that have not ended",
        () -> checks.totals().stream().map(totals -> Sample.of(totals.held())));
    gauge(
        "drink_ledger_imbalance_credits",
        "What all balances add up to, which is 0 in sound books",
        () -> checks.totals().stream().map(totals -> Sample.of(totals.sum())));
    gauge(
        "drink_backup_last_success_timestamp_seconds",
        "When the last backup was made, 0 if none ever was",
        () ->
            checks.totals().isEmpty()
                ? Stream.of()
                : Stream.of(Sample.of(checks.lastBackup().map(HouseFigures::seconds).orElse(0.0))));
  }

  private void ofBoards(Machines machines) {
    ofMachines(
        Family.gauge(
            "drink_board_up", "Whether the board is linked and can take an order", MACHINE),
        machines,
        machine ->
            Stream.of(Sample.of(machine.status() == MachineStatus.UP ? 1 : 0, machine.id())));
    if (machines.owners().areShared()) {
      ofMachines(
          Family.gauge(
              "drink_machine_owned",
              "Whether this appliance, of those that share the bank, sends the machine's orders",
              MACHINE),
          machines,
          machine ->
              Stream.of(Sample.of(machines.owners().mayOrder(machine.id()) ? 1 : 0, machine.id())));
    }
    ofMachines(
        Family.gauge(
            "drink_board_last_heard_timestamp_seconds",
            "When the board last sent anything, 0 if it never did",
            MACHINE),
        machines,
        machine ->
            Stream.of(
                Sample.of(
                    machine.history().lastMessage().map(HouseFigures::seconds).orElse(0.0),
                    machine.id())));
    ofMachines(
        Family.gauge(
            "drink_machine_temperature_celsius",
            "The last temperature, if it is not older than 15 minutes",
            MACHINE,
            "sensor"),
        machines,
        machine ->
            machine.temperatureCelsius().stream()
                .map(celsius -> Sample.of(celsius, machine.id(), SENSOR)));
    ofMachines(
        Family.gauge(
            "drink_machine_cold_below_celsius",
            "From this temperature on the machine is not cold any more, if its file says so",
            MACHINE),
        machines,
        machine ->
            machine.coldBelowCelsius().stream().map(celsius -> Sample.of(celsius, machine.id())));
  }

  private void ofSlots(Machines machines) {
    ofSlots(
        Family.gauge("drink_slot_stock_items", "How many drinks are in the slot", MACHINE, SLOT),
        machines,
        (machine, slot) -> slot.available());
    ofSlots(
        Family.gauge(
            "drink_slot_enabled",
            "Whether the slot is on sale: enabled, and its machine in service",
            MACHINE,
            SLOT),
        machines,
        (machine, slot) -> isOnSale(machine, slot) ? 1 : 0);
    ofMachines(
        Family.gauge(
            "drink_machine_slots_low",
            "How many slots on sale have no more left than what is low for them, and are not empty",
            MACHINE),
        machines,
        machine ->
            Stream.of(
                Sample.of(
                    machine.slots().stream()
                        .filter(slot -> isOnSale(machine, slot) && slot.level() == Level.LOW)
                        .count(),
                    machine.id())));
  }

  private static boolean isOnSale(Machine machine, Slot slot) {
    return slot.enabled() && machine.outOfService().isEmpty();
  }

  private void ofSlots(Family family, Machines machines, ToDoubleBiFunction<Machine, Slot> value) {
    ofMachines(
        family,
        machines,
        machine ->
            machine.slots().stream()
                .map(
                    slot ->
                        Sample.of(
                            value.applyAsDouble(machine, slot),
                            machine.id(),
                            String.valueOf(slot.number()))));
  }

  private void ofMachines(
      Family family, Machines machines, Function<Machine, Stream<Sample>> samples) {
    metrics.read(family.ofMachines(), () -> machines.all().stream().flatMap(samples).toList());
  }

  private void ofProcess(HouseChecks checks, Health health, About about) {
    gauge(
        "drink_disk_free_bytes",
        "What is left for drinkd where the books are",
        () -> free(checks).stream());
    metrics.read(
        Family.gauge("drink_part_well", "Whether nothing is wrong with the part of drinkd", "part"),
        () ->
            health.last().stream()
                .filter(part -> !part.name().startsWith(HouseChecks.MACHINE))
                .map(part -> Sample.of(part.state() == Health.State.WELL ? 1 : 0, part.name()))
                .toList());
    metrics.read(
        Family.gauge("drink_build_info", "Always 1; the labels say which build it is", "version"),
        () -> List.of(Sample.of(1, about.version())));
    if (!about.name().isEmpty()) {
      metrics.read(
          Family.gauge(
              "drink_appliance_info", "Always 1; the label says which appliance it is", "name"),
          () -> List.of(Sample.of(1, about.name())));
    }
    metrics.read(
        Family.counter(
            "drink_log_lines_suppressed_total",
            "Lines that were not logged: too many of a kind, the same fault, or nobody read them",
            "kind"),
        () ->
            List.of(
                Sample.of(QueuedLog.suppressed(), "similar"),
                Sample.of(FailureLog.suppressed(), "fault"),
                Sample.of(QueuedLog.dropped(), "unread")));
  }

  private static Optional<Sample> free(HouseChecks checks) {
    try {
      return Optional.of(Sample.of(checks.freeBytes()));
    } catch (IOException e) {
      // Health says why.
      return Optional.empty();
    }
  }

  private interface Source {
    Stream<Sample> samples();
  }

  private void gauge(String name, String help, Source source) {
    metrics.read(Family.gauge(name, help), () -> source.samples().toList());
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / 1_000.0;
  }
}
