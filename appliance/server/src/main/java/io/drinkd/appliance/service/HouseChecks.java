package io.drinkd.appliance.service;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.drop.InDoubtDrops.InDoubtDrop;
import io.drinkd.appliance.drop.OwnerlessDrops;
import io.drinkd.appliance.drop.OwnerlessDrops.OwnerlessDrop;
import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.Awaited;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.OutOfService;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.SharedBooks;
import io.drinkd.appliance.store.sqlite.SqliteStore;
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
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How {@link Health} looks after what the services stand on. */
final class HouseChecks {

  /** What the names of machines' parts begin with. */
  static final String MACHINE = "machine ";

  private static final String OWNERLESS = "drops without an owner";

  /** As the link says it of a board that logs in, or the board by HTTP. */
  private static final Pattern WRONG_PASSWORD = Pattern.compile("wrong password|\\bHTTP 40[13]\\b");

  /** With less room the books may soon not be written. */
  private static final long FREE_LEAST_MB = 256;

  /** A nightly backup may fail once or twice before somebody has to look. */
  private static final Duration BACKUP_MOST = Duration.ofDays(3);

  private final Foundation foundation;
  private final About about;
  private final Path data;
  private final Clock clock;

  /** That has a line of its own. */
  private volatile Optional<BankCheck> bank = Optional.empty();

  private Optional<BooksToImport> toImport = Optional.empty();

  // What was read of the books at the last look.
  private volatile Optional<Ledger.Totals> totals = Optional.empty();
  private volatile OptionalLong inDoubt = OptionalLong.empty();
  private volatile Optional<Instant> lastBackup = Optional.empty();
  private volatile Optional<Path> lastCopy = Optional.empty();

  /**
   * @param data the folder of the books
   */
  HouseChecks(Foundation foundation, About about, Path data, Clock clock) {
    this.foundation = foundation;
    this.about = about;
    this.data = data;
    this.clock = clock;
  }

  /** What holds whether or not an appliance runs. */
  void ofBooks(Health health) {
    watch(health, "books", true, this::books);
    watch(health, "balances", false, this::balances);
    watch(health, "drops in doubt", false, this::doubts);
    if (foundation.store().owners().areShared()) {
      watch(health, OWNERLESS, false, this::ownerless);
    }
    if (foundation.store() instanceof SqliteStore) {
      // A bank is copied by its own means, of which the books know nothing.
      health.watch("backup", false, this::backup);
    }
    toImport = BooksToImport.find(foundation, data);
    toImport.ifPresent(books -> health.watch(books::findings));
    health.watch(() -> List.of(disk()));
  }

  /**
   * What holds only while an appliance runs.
   *
   * @param stopping whether it takes no drop any more
   */
  void ofAppliance(Health health, BooleanSupplier stopping) {
    health.watch(() -> stopping(stopping.getAsBoolean()));
    toImport.ifPresent(BooksToImport::warn);
    bank =
        foundation
            .store()
            .shared()
            .map(books -> new BankCheck(foundation, books, about.name(), clock));
    bank.ifPresent(one -> health.watch(BankCheck.PART, false, one::look, one::silence));
    health.watch("logins", true, this::logins, this::noLogins);
    health.watch(() -> foundation.machines().all().stream().map(HouseChecks::machine).toList());
  }

  /** An appliance that runs needs no line. */
  private static List<Finding> stopping(boolean stops) {
    return stops
        ? List.of(Finding.wrong("appliance", Condition.STOPPING.of()).ofNeeded())
        : List.of();
  }

  /** What the bank's own line says is said there alone. */
  private void watch(
      Health health, String part, boolean needed, Supplier<CompletableFuture<Finding>> found) {
    health.watch(
        part,
        needed,
        found,
        () ->
            Optional.of(Finding.wrong(part, Condition.WITHOUT_BANK.of()))
                .filter(wrong -> bank.isPresent() && isWithoutBank())
                .map(this::sinceTheBankIsAway));
  }

  /** Whether whoever asks the bank gets no answer now, or a refusal. */
  private boolean isWithoutBank() {
    return foundation.store().away().isPresent()
        || foundation.store().shared().flatMap(SharedBooks::silence).isPresent();
  }

  private CompletableFuture<Finding> books() {
    return foundation
        .store()
        .check()
        .thenApply(done -> Finding.well("books", Condition.WRITABLE.of()));
  }

  private CompletableFuture<Finding> balances() {
    return foundation.ledger().totals().thenApply(this::balances);
  }

  private Finding balances(Ledger.Totals found) {
    totals = Optional.of(found);
    return found.sum() == 0
        ? Finding.well("balances", Condition.EVEN.of())
        : Finding.wrong("balances", Condition.UNEVEN.of(found.sum()));
  }

  private CompletableFuture<Finding> doubts() {
    return foundation.inDoubtDrops().list().thenApply(this::doubts);
  }

  private Finding doubts(List<InDoubtDrop> drops) {
    inDoubt = OptionalLong.of(drops.size());
    if (drops.isEmpty()) {
      return Finding.well("drops in doubt", Condition.NO_DOUBTS.of());
    }
    InDoubtDrop oldest = drops.get(0);
    String senders =
        drops.stream()
            .flatMap(drop -> drop.absentSender().stream())
            .distinct()
            .sorted()
            .map(name -> "\"" + name + "\"")
            .collect(Collectors.joining(", "));
    String machine = oldest.place().machine();
    Said<Condition> found =
        senders.isEmpty()
            ? Condition.DOUBTS.of(drops.size(), oldest.id(), machine)
            : Condition.DOUBTS_OF_ABSENT.of(drops.size(), oldest.id(), machine, senders);
    return Finding.wrong("drops in doubt", found).since(Optional.of(oldest.since()));
  }

  private CompletableFuture<Finding> ownerless() {
    return OwnerlessDrops.list(foundation.store()).thenApply(HouseChecks::ownerless);
  }

  private static Finding ownerless(List<OwnerlessDrop> drops) {
    if (drops.isEmpty()) {
      return Finding.well(OWNERLESS, Condition.NO_OWNERLESS.of());
    }
    OwnerlessDrop oldest = drops.get(0);
    return Finding.wrong(
            OWNERLESS, Condition.OWNERLESS.of(drops.size(), oldest.id(), oldest.place().machine()))
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
    Optional<String> file = last.map(AuditLog.Entry::after);
    if (copies.hasFailedSince(lastBackup.orElse(Instant.MIN))) {
      AuditLog.Entry failed = copies.failed().orElseThrow();
      String why = failed.after();
      return Finding.wrong(
              "backup",
              file.map(made -> Condition.BACKUP_FAILED.of(why, made))
                  .orElseGet(() -> Condition.FIRST_BACKUP_FAILED.of(why)))
          .since(Optional.of(failed.at()));
    }
    Optional<Instant> due = lastBackup.or(copies::firstDeed).map(then -> then.plus(BACKUP_MOST));
    if (due.filter(then -> then.isBefore(clock.instant())).isPresent()) {
      long days = BACKUP_MOST.toDays();
      return Finding.wrong(
              "backup",
              file.map(made -> Condition.BACKUP_DUE.of(made, days))
                  .orElseGet(() -> Condition.FIRST_BACKUP_DUE.of(days)))
          .since(due);
    }
    return Finding.well("backup", file.map(Condition.BACKUP::of).orElseGet(Condition.NO_BACKUP::of))
        .since(lastBackup);
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
    List<Object> found = new ArrayList<>();
    boolean enough = true;
    try {
      for (Path folder : folders()) {
        long free = Files.getFileStore(folder).getUsableSpace() / 1_000_000;
        found.addAll(List.of(free, folder));
        enough &= free >= FREE_LEAST_MB;
      }
    } catch (IOException e) {
      return Finding.wrong("disk", Condition.DISK_UNREADABLE.of(FileFailure.line(e)));
    }
    boolean two = found.size() > 2;
    if (enough) {
      Condition room = two ? Condition.TWO_ROOMS : Condition.ROOM;
      return Finding.well("disk", room.of(found.toArray()));
    }
    found.add(FREE_LEAST_MB);
    Condition little = two ? Condition.TWO_LITTLE_ROOMS : Condition.LITTLE_ROOM;
    return Finding.wrong("disk", little.of(found.toArray()));
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

  /** Who may come in is known from the books. */
  private Optional<Finding> noLogins() {
    boolean refused = foundation.store().away().isPresent();
    Condition found = refused ? Condition.NO_LOGINS : Condition.LOGINS_WAIT;
    return Optional.of(Finding.wrong("logins", found.of()))
        .filter(wrong -> isWithoutBank())
        .map(this::sinceTheBankIsAway);
  }

  private Finding sinceTheBankIsAway(Finding wrong) {
    return wrong.since(bank.flatMap(BankCheck::since));
  }

  private CompletableFuture<Finding> logins() {
    if (!foundation.members().isReady()) {
      return CompletableFuture.completedFuture(Finding.wrong("logins", Condition.CROWD.of()));
    }
    return foundation
        .members()
        .checkDirectory()
        .thenApply(done -> Finding.well("logins", Condition.LOGINS.of()));
  }

  private static Finding machine(Machine machine) {
    String part = MACHINE + machine.id();
    return ofMachine(part, machine)
        .since(machine.outOfService().map(OutOfService::since).or(machine.history()::statusSince));
  }

  private static Condition down(Awaited awaited) {
    return switch (awaited) {
      case BOARD -> Condition.MACHINE_DOWN;
      case FORMER_OWNER -> Condition.MACHINE_TAKEN_AND_DOWN;
      case BANK -> Condition.MACHINE_WITHOUT_BANK;
      case OWNER -> Condition.MACHINE_OF_NOBODY;
      case DRIVER -> Condition.MACHINE_WAITING;
      case START -> Condition.MACHINE_STARTING;
    };
  }

  private static Finding ofMachine(String part, Machine machine) {
    Optional<OutOfService> off = machine.outOfService();
    if (off.isPresent()) {
      // It is as it should be.
      return Finding.well(
          part, Condition.MACHINE_OUT_OF_SERVICE.of(off.get().reason(), off.get().line()));
    }
    String why = machine.statusReason();
    return switch (machine.status()) {
      case UP -> Finding.well(part, Condition.MACHINE_UP.of(why));
      case DOWN ->
          Finding.wrong(
              part,
              WRONG_PASSWORD.matcher(why).find()
                  ? Condition.MACHINE_PASSWORD.of(why)
                  : down(machine.awaited()).of(why));
      case WAITING -> Finding.wrong(part, down(machine.awaited()).of(why));
      case QUARANTINED -> Finding.wrong(part, Condition.MACHINE_QUARANTINED.of(why));
    };
  }
}
