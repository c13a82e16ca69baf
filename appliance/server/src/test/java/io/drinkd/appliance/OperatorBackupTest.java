package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups by operator's commands, and books that are put back from one. */
class OperatorBackupTest extends OperatorOnBooks {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void makesBackup(boolean open) throws Exception {
    Path copy = temporary.resolve("copy.db");
    whether(
        open,
        () -> {
          assertThat(run("backup", copy.toString())).as(err()).isEqualTo(ExitCode.WELL);
          assertThat(out())
              .isEqualTo("backed up to " + copy + ": sound, 4 accounts, 1 transfers, 1 drops\n");
          assertThat(run("backup", copy.toString())).isEqualTo(ExitCode.FAILED);
          assertThat(err())
              .isEqualTo(
                  copy
                      + ": exists already; replace it with --replace, or name another; nothing was"
                      + " written\n");
          assertThat(run("backup", temporary + "/nowhere/copy.db")).isEqualTo(ExitCode.FAILED);
          assertThat(err()).contains("nowhere/copy.db: cannot be written: ");
        });
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    assertThat(temporary.resolve("copy.db.part")).doesNotExist();
  }

  /** SQLite would read some of them into the books, and drinkd others. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void putsNoBackupWhereItWouldDisturbBooks(boolean open) throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), data);
    Path beside = Files.createFile(temporary.resolve("copy.db.part-journal"));
    whether(
        open,
        () -> {
          for (String name : List.of("drinkd.db-journal", "drinkd.db-wal", "replacing", "a.db")) {
            for (Path folder : List.of(data, link, data.resolve("unpacked"))) {
              Path file = folder.resolve(name);
              boolean present = Files.exists(file);
              assertThat(run("backup", file.toString())).as("" + file).isEqualTo(ExitCode.FAILED);
              assertThat(err()).startsWith(file + ": ").endsWith("; nothing was written\n");
              assertThat(Files.exists(file)).isEqualTo(present);
            }
          }
          assertThat(run("backup", temporary + "/x.db-wal")).isEqualTo(ExitCode.FAILED);
          assertThat(err()).contains("found a name that SQLite gives to a part of other books");
          assertThat(run("backup", temporary + "/copy.db")).isEqualTo(ExitCode.FAILED);
          assertThat(err()).startsWith(beside + ": SQLite would take it for a part of the copy;");
        });
    assertThat(run("ledger", "verify")).as(err()).isEqualTo(ExitCode.WELL);
  }

  @Test
  void restoresBackup() throws Exception {
    Path copy = temporary.resolve("copy.db");
    run("backup", copy.toString());
    run("resolve", "1", "dropped", "--reason", "seen");
    assertThat(balanceOfBob()).isEqualTo(new Balance(70, 0, 0));

    whether(
        true,
        () -> {
          assertThat(run("restore", copy.toString())).isEqualTo(ExitCode.FAILED);
          assertThat(err())
              .isEqualTo("the appliance is running; stop it, then run this command again\n");
        });
    assertThat(balanceOfBob()).isEqualTo(new Balance(70, 0, 0));

    assertThat(run("restore", copy.toString())).as(err()).isEqualTo(ExitCode.WELL);
    assertThat(out())
        .startsWith("restored from " + copy + ": sound, 4 accounts, 1 transfers, 1 drops\n")
        .contains("the books that were replaced are in " + data + "/replaced-");
    assertThat(balanceOfBob()).isEqualTo(new Balance(100, 30, 0));
    assertThat(inData()).containsExactly("control", "drinkd.db", "lock", "replaced", "unpacked");

    // What was kept aside is as good a copy as any.
    Path aside = Path.of(out().substring(out().indexOf(" are in ") + 8).strip());
    String old = aside.resolve(SqliteStore.FILE_NAME).toString();
    assertThat(run("restore", "--without-checksum", old)).isEqualTo(ExitCode.WELL);
    assertThat(balanceOfBob()).isEqualTo(new Balance(70, 0, 0));
  }

  /** What is in the data folder once all is closed; dates are left away. */
  private List<String> inData() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files
          .map(file -> file.getFileName().toString().replaceAll("-20.*", ""))
          .sorted()
          .toList();
    }
  }

  @Test
  void restoresInPlaceOfDamagedBooks() throws Exception {
    Path copy = temporary.resolve("copy.db");
    run("backup", copy.toString());
    try (RandomAccessFile file = new RandomAccessFile(data.resolve("drinkd.db").toFile(), "rw")) {
      file.write("damaged".getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(run("ledger", "verify")).isEqualTo(ExitCode.UNSOUND);
    assertThat(err()).contains("Restore a sound copy: drinkd restore FILE");

    assertThat(run("restore", copy.toString())).as(err()).isEqualTo(ExitCode.WELL);
    assertThat(run("ledger", "verify")).isEqualTo(ExitCode.WELL);
  }

  @Test
  void restoresIntoEmptyFolder() throws Exception {
    Path copy = temporary.resolve("copy.db");
    run("backup", copy.toString());
    Files.delete(data.resolve("drinkd.db"));

    assertThat(run("restore", copy.toString())).isEqualTo(ExitCode.WELL);
    assertThat(out()).doesNotContain("the books that were replaced");
    assertThat(balanceOfBob()).isEqualTo(new Balance(100, 30, 0));
  }

  @Test
  void restoresNothingThatIsNotSound() throws Exception {
    Path copy = temporary.resolve("copy.db");
    assertThat(run("restore", copy.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err()).isEqualTo(copy + ": there is no such file; nothing was changed\n");

    Files.createFile(copy);
    assertThat(run("restore", "--without-checksum", copy.toString())).isEqualTo(ExitCode.UNSOUND);
    assertThat(err()).isEqualTo(copy + ": holds no books of drinkd; nothing was changed\n");

    Files.writeString(copy, "These are not the books.".repeat(500));
    assertThat(run("restore", "--without-checksum", copy.toString())).isEqualTo(ExitCode.UNSOUND);

    makeUnsound();
    Path wrong = temporary.resolve("wrong.db");
    Files.copy(data.resolve("drinkd.db"), wrong);
    assertThat(run("restore", "--without-checksum", wrong.toString())).isEqualTo(ExitCode.UNSOUND);
    assertThat(err())
        .contains("every drop that was in doubt is in the state")
        .contains("nothing was changed");
    assertThat(inData()).containsExactly("drinkd.db", "lock", "unpacked");
  }

  @Test
  void opensNoBooksInTheMidstOfARestore() throws Exception {
    Path copy = temporary.resolve("copy.db");
    run("backup", copy.toString());
    Files.createFile(data.resolve("replacing"));
    Files.delete(data.resolve("drinkd.db"));

    assertThat(run("user", "list")).isEqualTo(ExitCode.UNSOUND);
    assertThat(err()).contains("a restore was interrupted");
    assertThat(data.resolve("drinkd.db")).doesNotExist();

    assertThat(run("restore", copy.toString())).isEqualTo(ExitCode.WELL);
    assertThat(balanceOfBob()).isEqualTo(new Balance(100, 30, 0));
  }
}
