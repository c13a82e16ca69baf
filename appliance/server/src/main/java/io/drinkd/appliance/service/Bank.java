package io.drinkd.appliance.service;

import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.drop.BooksVerifier.Findings;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.BankImport;
import io.drinkd.appliance.store.postgres.BankSetup;
import io.drinkd.appliance.store.postgres.PostgresStore;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The PostgreSQL database that keeps the books, as a whole: made, brought up to date, filled. All
 * of it blocks, and works while no appliance has the bank, but for {@link #status} and {@link
 * #verify}.
 */
public final class Bank {

  /**
   * How it is.
   *
   * @param address where it is, without user and password
   * @param server what serves it
   * @param tables the version of its tables; 0 if there are none
   * @param expected the version that this program works with
   * @param moved that it was put back from a dump, or moved, and what to do; empty if it was not
   * @param appliances those that have been here, by name
   * @param machines those that anybody has owned, by id
   */
  public record State(
      String address,
      Server server,
      int tables,
      int expected,
      Optional<String> moved,
      List<Presence> appliances,
      List<Ownership> machines) {}

  /**
   * What serves it.
   *
   * @param version that of PostgreSQL
   * @param encrypted whether the connection is
   * @param bytes how large the database is
   * @param readOnly why it takes no writes now, and what to do; empty if it does, as far as it says
   */
  public record Server(String version, boolean encrypted, long bytes, Optional<String> readOnly) {

    /** Whether it takes writes, as far as it says. */
    public boolean writable() {
      return readOnly.isEmpty();
    }
  }

  /**
   * An appliance that has been here.
   *
   * @param name its name
   * @param present whether it has the bank now
   * @param since when it last took it, by its own clock
   * @param batches how many batches it has written since
   * @param takeover its time for a takeover, in ms; empty for another one that was here only by
   *     commands
   */
  public record Presence(
      String name, boolean present, Instant since, long batches, Optional<Long> takeover) {}

  /**
   * A machine that somebody has owned.
   *
   * @param machine its id
   * @param appliance who sends its orders, or did last
   * @param owned whether that one does so now
   * @param since when it was taken, by the clock of that appliance
   */
  public record Ownership(String machine, String appliance, boolean owned, Instant since) {}

  /**
   * What an import has copied.
   *
   * @param findings what the verification of the copy found; it is sound
   * @param rows how many rows were copied and compared
   * @param books the folder of the books, which are as they were
   */
  public record Imported(Findings findings, long rows, Path books) {

    /** The file of the books, which nobody should continue with. */
    public Path file() {
      return books.resolve(SqliteStore.FILE_NAME);
    }
  }

  private final BankAddress address;
  private final String appliance;
  private final Path dataFolder;

  /**
   * @param appliance the name of this one
   * @param dataFolder where the books are that are imported
   */
  public Bank(BankAddress address, String appliance, Path dataFolder) {
    this.address = address;
    this.appliance = appliance;
    this.dataFolder = dataFolder;
  }

  /** How the bank is. */
  public State status(Admin admin) {
    BankSetup.Status found = new BankSetup(address, appliance).status();
    return new State(
        address.toString(),
        new Server(
            found.server().version(),
            found.server().encrypted(),
            found.server().bytes(),
            found.server().readOnly()),
        found.tables(),
        found.expected(),
        found.moved(),
        found.appliances().stream()
            .map(
                one ->
                    new Presence(
                        one.name(), one.present(), one.since(), one.batches(), one.takeover()))
            .toList(),
        found.machines().stream()
            .map(one -> new Ownership(one.machine(), one.appliance(), one.owned(), one.since()))
            .toList());
  }

  /** Checks all rules of the books there, and names the rows that disagree. */
  public Findings verify(Admin admin) {
    return BooksVerifier.verify(PostgresStore.view(address, appliance)).join();
  }

  /** The version of the tables that this program works with. */
  public int version() {
    return BankSetup.VERSION;
  }

  /** Makes the tables, and returns their version. */
  public int init(Admin admin) {
    int version = new BankSetup(address, appliance).init();
    admin.did("bank-init", "bank", address);
    return version;
  }

  /** Brings the tables up to date, and returns the version that they had. */
  public int migrate(Admin admin) {
    int version = new BankSetup(address, appliance).migrate();
    admin.did("bank-migrate", "bank", address, "from", version);
    return version;
  }

  /**
   * Copies the books of the data folder, which this process must have to itself, into the bank,
   * which must be empty. They are verified before and afterwards; if anything is wrong, nothing is
   * copied.
   *
   * @throws RefusedException {@link Refusal#BOOKS_UNSOUND} if they are not sound
   */
  public Imported importBooks(Admin admin) {
    if (!SqliteStore.isPresent(dataFolder)) {
      throw new RefusedException(
          Refusal.NOT_READY, dataFolder + ": there are no books to import; nothing was changed");
    }
    try (SqliteStore books = SqliteStore.open(dataFolder)) {
      verified("the books in " + dataFolder, books);
      Findings[] findings = new Findings[1];
      long rows =
          new BankImport(address, appliance)
              .from(books, copy -> findings[0] = verified("their copy in " + address, copy));
      admin.did("bank-import", "bank", address, "rows", rows);
      return new Imported(findings[0], rows, dataFolder);
    }
  }

  /**
   * To be called after a dump of a bank was put back, before an appliance has it: puts the drops
   * that were open in doubt, for they may have fallen since it was made, and passes over the
   * numbers of events that may have been given out.
   *
   * @return how many drops are in doubt by it
   */
  public int restored(Admin admin) {
    try (PostgresStore books = PostgresStore.openAlone(address, appliance)) {
      int doubted = BooksCopy.begin(books, admin.actor(), address, 0, Clock.systemUTC());
      books.settle();
      admin.did("bank-restored", "bank", address, "in-doubt", doubted);
      return doubted;
    }
  }

  private static Findings verified(String what, StoreView books) {
    Findings findings = BooksVerifier.verify(books).join();
    if (!findings.sound()) {
      throw new RefusedException(
          Refusal.BOOKS_UNSOUND,
          what + " are not sound: " + findings.disagreements().get(0) + "; nothing was imported");
    }
    return findings;
  }
}
