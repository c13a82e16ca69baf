package io.drinkd.appliance.service;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

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
  private volatile Optional<Path> lastCopy = Optional.empty();

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
        .store()
        .read(
            tx ->
                new Copies(
                    AuditLog.newest(tx, Act.BACKUP),
                    AuditLog.newest(tx, Act.FAILED_BACKUP),
                    AuditLog.newest(tx, Act.RESTORE),
                    AuditLog.oldest(tx)))
        .thenApply(this::backup);
  }

  /**
   * What the books say of copies of them.
   *
   * @param restored from which file they were restored last: what a copy has no note of is that it
   *     was made
   * @param firstDeed when the first of all things was done
   */
  private record Copies(
      Optional<AuditLog.Entry> made,
      Optional<AuditLog.Entry> failed,
      Optional<AuditLog.Entry> restored,
      Optional<Instant> firstDeed) {

    private Optional<AuditLog.Entry> newest() {
      return Stream.of(made, restored)
          .flatMap(Optional::stream)
          .max(Comparator.comparing(AuditLog.Entry::at));
    }

    private boolean hasFailedSince(Instant then) {
      return failed.filter(one -> one.at().isAfter(then)).isPresent();
    }
  }

  /** Books in which nothing was done yet need no copy. */
  private Finding backup(Copies copies) {
    Optional<AuditLog.Entry> last = copies.newest();
    lastBackup = last.map(AuditLog.Entry::at);
    lastCopy = last.map(one -> Path.of(one.after()));
    String made = last.map(one -> "the last is " + one.after()).orElse(Health.NO_BACKUP);
    if (copies.hasFailedSince(lastBackup.orElse(Instant.MIN))) {
      AuditLog.Entry failed = copies.failed().orElseThrow();
      return Finding.wrong("backup", "failed: " + failed.after() + "; " + made)
          .since(Optional.of(failed.at()));
    }
    Optional<Instant> due = lastBackup.or(copies::firstDeed).map(then -> then.plus(BACKUP_MOST));
    return due.filter(then -> then.isBefore(clock.instant())).isPresent()
        ? Finding.wrong(
                "backup",
                made + ", expected one every " + BACKUP_MOST.toDays() + " days: drinkd backup FILE")
            .since(due)
        : Finding.well("backup", made).since(lastBackup);
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

  /** That of the books, and that of their copies where it is another one. */
  private Finding disk() {
    List<String> found = new ArrayList<>();
    boolean enough = true;
    try {
      for (Path folder : folders()) {
        long free = Files.getFileStore(folder).getUsableSpace() / 1_000_000;
        found.add(free + " MB free at " + folder);
        enough &= free >= FREE_LEAST_MB;
      }
    } catch (IOException e) {
      return Finding.wrong("disk", FileFailure.line(e));
    }
    String all = String.join(", ", found);
    return enough
        ? Finding.well("disk", all)
        : Finding.wrong(
            "disk", all + ", expected " + FREE_LEAST_MB + " MB at least; free some space");
  }

  private List<Path> folders() throws IOException {
    Optional<Path> copies = lastCopy.map(Path::getParent).filter(Files::isDirectory);
    return copies.isEmpty() || Files.getFileStore(data).equals(Files.getFileStore(copies.get()))
        ? List.of(data)
        : List.of(data, copies.get());
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
