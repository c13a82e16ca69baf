package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventLog;
import io.drinkd.appliance.event.EventNumbers;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a restore demands of a copy, what it says is lost, and what becomes of the old books. */
class RestoreTest extends TestWithCommands {

  RestoreTest() {
    super(Map.of());
  }

  private Path data;
  private Path copy;

  @BeforeEach
  void makeBooksAndCopy() throws IOException {
    data = temporary.resolve("data");
    copy = temporary.resolve("copy.db");
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners:
          - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0 }
        """);
    inOneRun(
        books -> {
          NewMember bob = new NewMember("bob", Optional.empty(), false, 100, List.of());
          MemberRecord added = books.foundation().members().add(bob, "test").join();
          return DropsInTheBooks.addInDoubt(books, added);
        });
    assertThat(run("backup", copy.toString())).as(err()).isEqualTo(ExitCode.WELL);
  }

  @Test
  void refusesACopyInWhichAWordWasChanged() throws IOException {
    change(copy, "no answer", "no anchor");

    assertThat(run("restore", copy.toString())).isEqualTo(ExitCode.UNSOUND);
    assertThat(err())
        .isEqualTo(
            copy
                + ": found other content than its checksum is of, expected the copy as backup made"
                + " it: it was changed or damaged since; nothing was changed. Restore another"
                + " copy.\n");
    assertThat(asides()).isEmpty();
  }

  @Test
  void refusesACopyThatWasCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(copy);
    Files.write(copy, Arrays.copyOf(whole, whole.length - 1));

    assertThat(run("restore", copy.toString())).isEqualTo(ExitCode.UNSOUND);
    assertThat(err()).startsWith(copy + ": found no checksum at its end");
  }

  /** Whatever finds the damage, it is in the operator's file, not in a temporary copy of it. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 0.7, 0.95})
  void namesTheDamagedCopy(double part) throws IOException {
    byte[] whole = Files.readAllBytes(copy);
    Files.write(copy, Arrays.copyOf(whole, (int) (whole.length * part)));

    assertThat(run("restore", "--without-checksum", copy.toString())).isEqualTo(ExitCode.UNSOUND);
    assertThat(err())
        .startsWith(copy + ": ")
        .contains("nothing was changed")
        .doesNotContain("restoring-", "Exception");
    assertThat(asides()).isEmpty();
  }

  @Test
  void takesBooksWithoutChecksumOnlyIfAskedTo() throws IOException {
    Path books = temporary.resolve("books.db");
    Files.copy(data.resolve(SqliteStore.FILE_NAME), books);

    assertThat(run("restore", books.toString())).isEqualTo(ExitCode.UNSOUND);
    assertThat(err())
        .isEqualTo(
            books
                + ": found no checksum at its end, expected a copy made with backup; nothing was"
                + " changed. A changed word in it would not be noticed; to restore it all the"
                + " same, for these are books that a restore has replaced, add"
                + " --without-checksum.\n");
    assertThat(asides()).isEmpty();

    assertThat(run("restore", "--without-checksum", books.toString()))
        .as(err())
        .isEqualTo(ExitCode.WELL);
    change(copy, "no answer", "no anchor");
    assertThat(run("restore", "--without-checksum", copy.toString())).isEqualTo(ExitCode.UNSOUND);
  }

  @Test
  void saysWhatIsLost() {
    assertThat(run("resolve", "1", "dropped", "--reason", "seen")).isEqualTo(ExitCode.WELL);

    assertThat(run("restore", copy.toString())).as(err()).isEqualTo(ExitCode.WELL);
    assertThat(out().lines().toList())
        .element(1)
        .asString()
        .matches(
            "last in the copy: transfer 1 of [-0-9]+ [:0-9]+Z?, drop 1 of .+, audit entry 1 of .+");
    assertThat(out().lines().toList())
        .element(2)
        .asString()
        .matches(
            "last in the replaced books: transfer 2 of .+, drop 1 of .+, audit entry \\d of"
                + " [-0-9]+ [:0-9]+Z?; what is newer than in the copy is lost");
  }

  /** It may have fallen after the copy was made: carried out again, two cans would fall. */
  @Test
  void aDropThatWaitedWhenTheCopyWasMadeIsInDoubt() throws IOException {
    Path waiting = temporary.resolve("waiting.db");
    inOneRun(
        books -> {
          DropsInTheBooks.addDelayed(books, books.foundation().members().find("bob").orElseThrow());
          return null;
        });
    assertThat(run("backup", waiting.toString())).as(err()).isEqualTo(ExitCode.WELL);

    assertThat(run("restore", waiting.toString())).as(err()).isEqualTo(ExitCode.WELL);
    assertThat(out()).contains("may have fallen since: 1 drops");
    assertThat(run("drops", "--in-doubt")).isEqualTo(ExitCode.WELL);
    assertThat(out()).contains("open in the restored copy");
    assertThat(run("ledger", "verify")).as(out()).isEqualTo(ExitCode.WELL);
  }

  @Test
  void saysThatDamagedBooksCannotTellWhatIsLost() throws IOException {
    Files.writeString(data.resolve(SqliteStore.FILE_NAME), "damaged".repeat(1000));

    assertThat(run("restore", copy.toString())).as(err()).isEqualTo(ExitCode.WELL);
    assertThat(out()).contains("last in the replaced books: cannot be read\n");
  }

  /** Else whoever continues after an event of the replaced books would take others for it. */
  @Test
  void noNumberOfAnEventIsUsedAgain() throws IOException {
    long known = published(3);
    assertThat(run("restore", copy.toString())).as(err()).isEqualTo(ExitCode.WELL);
    assertThat(isKnownAfter(known, 5)).isFalse();
  }

  /** Publishes events in a run of its own; returns the number of the last. */
  private long published(int events) throws IOException {
    return inOneRun(books -> publish(eventsOf(books), events));
  }

  /** Whether a client that knows an event of that number is taken to have missed nothing. */
  private boolean isKnownAfter(long number, int events) throws IOException {
    return inOneRun(
        books -> {
          EventLog log = eventsOf(books);
          assertThat(publish(log, events)).isGreaterThan(number + events);
          return log.reaches(number);
        });
  }

  private static EventLog eventsOf(Services books) {
    return new EventLog(new EventNumbers(books.foundation().store()));
  }

  private static long publish(EventLog log, int events) {
    for (int i = 0; i < events; i++) {
      log.publish(new Event.MachineChanged("d", "up"));
    }
    return log.last();
  }

  private <T> T inOneRun(Function<Services, T> did) throws IOException {
    try (DataFolder folder = DataFolder.take(data);
        SystemTimers timers = Timers.system("timers");
        Services books = Services.openBooks(folder.path(), TestSettings.MEMBERS, timers)) {
      return did.apply(books);
    }
  }

  @Test
  void leavesModesAsTheyWere() throws IOException {
    Path books = data.resolve(SqliteStore.FILE_NAME);
    Files.setPosixFilePermissions(books, PosixFilePermissions.fromString("rw-------"));

    assertThat(run("restore", copy.toString())).as(err()).isEqualTo(ExitCode.WELL);

    Path aside = asides().get(0);
    assertThat(mode(books)).isEqualTo("rw-------");
    assertThat(mode(aside)).isEqualTo("rwx------");
    assertThat(mode(aside.resolve(SqliteStore.FILE_NAME))).isEqualTo("rw-------");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private List<Path> asides() throws IOException {
    try (Stream<Path> entries = Files.list(data)) {
      return entries.filter(path -> path.getFileName().toString().startsWith("replaced-")).toList();
    }
  }

  /** Of the same length, so that everything else stays where it is. */
  private static void change(Path file, String from, String to) throws IOException {
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(content).contains(from);
    Files.writeString(
        file,
        content.replace(from, to),
        StandardCharsets.ISO_8859_1,
        StandardOpenOption.TRUNCATE_EXISTING);
  }
}
