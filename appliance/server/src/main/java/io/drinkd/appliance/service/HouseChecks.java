package io.drinkd.appliance.service;

import io.drinkd.appliance.drop.InDoubtDrops.InDoubtDrop;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** How {@link Health} looks after what the services stand on. */
final class HouseChecks {

  /** What the names of machines' parts begin with. */
  static final String MACHINE = "machine ";

  /** With less room the books may soon not be written. */
  private static final long FREE_LEAST_MB = 256;

  /** A nightly backup may fail once or twice before somebody has to look. */
  private static final Duration BACKUP_MOST = Duration.ofDays(3);

  private final Foundation foundation;
  private final Path data;
  private final Clock clock;

  // What was read of the books at the last look.
  private volatile Optional<Ledger.Totals> totals = Optional.empty();
  private volatile OptionalLong inDoubt = OptionalLong.empty();
  private volatile Optional<Instant> lastBackup = Optional.empty();

  /**
   * @param data the folder of the books
   */
  HouseChecks(Foundation foundation, Path data, Clock clock) {
    this.foundation = foundation;
    this.data = data;
    this.clock = clock;
  }

  /** What holds whether or not an appliance runs. */
  void ofBooks(Health health) {
    health.watch("books", true, this::books);
    health.watch("balances", false, this::balances);
    health.watch("drops in doubt", false, this::doubts);
    health.watch("backup", false, this::backup);
    health.watch(() -> List.of(disk()));
  }

  /** What holds only while an appliance runs. */
  void ofAppliance(Health health) {
    health.watch("logins", true, this::logins);
    health.watch(() -> foundation.machines().all().stream().map(HouseChecks::machine).toList());
  }

  private CompletableFuture<Finding> books() {
    return foundation.store().check().thenApply(done -> Finding.well("books", "can be written"));
  }

  private CompletableFuture<Finding> balances() {
    return foundation.ledger().totals().thenApply(this::balances);
  }

  private Finding balances(Ledger.Totals found) {
    totals = Optional.of(found);
    return found.sum() == 0
        ? Finding.well("balances", "add up to 0")
        : Finding.wrong(
            "balances", "add up to " + found.sum() + ", expected 0; see: drinkd ledger verify");
  }

  private CompletableFuture<Finding> doubts() {
    return foundation.inDoubtDrops().list().thenApply(this::doubts);
  }

  private Finding doubts(List<InDoubtDrop> drops) {
    inDoubt = OptionalLong.of(drops.size());
    if (drops.isEmpty()) {
      return Finding.well("drops in doubt", "none");
    }
    InDoubtDrop oldest = drops.get(0);
    return Finding.wrong(
            "drops in doubt",
            drops.size()
                + ", the oldest is drop "
                + oldest.id()
                + " of machine "
                + oldest.place().machine()
                + "; see: drinkd drops --in-doubt")
        .since(Optional.of(oldest.since()));
  }

  private CompletableFuture<Finding> backup() {
    return foundation
        .audit()
        .newest(Books.BACKUP)
        .thenCombine(foundation.audit().oldest(), this::backup);
  }

  /** Books in which nothing was done yet need no copy. */
  private Finding backup(Optional<Instant> last, Optional<Instant> firstDeed) {
    lastBackup = last;
    boolean due =
        last.or(() -> firstDeed)
            .filter(then -> then.plus(BACKUP_MOST).isBefore(clock.instant()))
            .isPresent();
    String made =
        last.map(then -> "the last was made at " + then.truncatedTo(ChronoUnit.SECONDS))
            .orElse("none was made yet");
    return due
        ? Finding.wrong(
            "backup",
            made + ", expected one every " + BACKUP_MOST.toDays() + " days: drinkd backup FILE")
        : Finding.well("backup", made);
  }

  /** All accounts together, as of the last look; empty before the first. */
  Optional<Ledger.Totals> totals() {
    return totals;
  }

  /** How many drops are in doubt, as of the last look; empty before the first. */
  OptionalLong inDoubt() {
    return inDoubt;
  }

  /** When the last backup was made, as of the last look; empty if none was. */
  Optional<Instant> lastBackup() {
    return lastBackup;
  }

  private Finding disk() {
    try {
      long free = freeBytes() / 1_000_000;
      String found = free + " MB free at " + data;
      return free >= FREE_LEAST_MB
          ? Finding.well("disk", found)
          : Finding.wrong(
              "disk", found + ", expected " + FREE_LEAST_MB + " MB at least; free some space");
    } catch (IOException e) {
      return Finding.wrong("disk", data + ": " + FileFailure.reason(e));
    }
  }

  /** What is left for drinkd where the books are. */
  long freeBytes() throws IOException {
    return Files.getFileStore(data).getUsableSpace();
  }

  private CompletableFuture<Finding> logins() {
    if (!foundation.members().isReady()) {
      return CompletableFuture.completedFuture(Finding.wrong("logins", "too many logins wait"));
    }
    return foundation
        .members()
        .checkDirectory()
        .thenApply(done -> Finding.well("logins", "are possible"));
  }

  private static Finding machine(Machine machine) {
    String part = MACHINE + machine.id();
    Finding found =
        // What an admin has taken out of service is as it should be.
        machine.status() == MachineStatus.UP || machine.outOfService().isPresent()
            ? Finding.well(part, machine.stateReason())
            : Finding.wrong(part, machine.statusReason());
    return found.since(machine.history().statusSince());
  }
}
