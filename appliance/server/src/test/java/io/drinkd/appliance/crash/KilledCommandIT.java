package io.drinkd.appliance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.process.BooksOnDisk;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.store.CrashPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operator's commands on closed books whose process is killed: what they change is changed as a
 * whole or not at all, and the books are sound.
 */
class KilledCommandIT {

  private static final long CREDITS = 7;

  /** Killed at each commit, one after the other, until there is none more. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({"merge, before-commit", "merge, after-commit", "close, before-commit"})
  void closesAnAccountWhollyOrNotAtAll(String verb, String point, @TempDir Path folder)
      throws IOException {
    HouseFolder house = new HouseFolder(folder);
    house.addMembers(List.of("heir"), 0);
    long inherited = 0;
    int code = CrashPoint.EXIT_CODE;
    for (int commit = 1; code == CrashPoint.EXIT_CODE; commit++) {
      String twin = "twin" + commit;
      house.addMembers(List.of(twin), CREDITS);
      String[] command =
          verb.equals("merge")
              ? new String[] {"user", "merge", twin, "heir", "--yes"}
              : new String[] {"user", "close", twin, "--to", "heir", "--yes"};

      code = OneCommand.runUntil(house, point + ":" + commit, command).code();

      long left = balances(house, twin).get(0);
      assertThat(left).isIn(0L, CREDITS);
      inherited += CREDITS - left;
      assertThat(balances(house, "heir")).containsExactly(inherited);
      if (code == ExitCode.WELL) {
        assertThat(left).isZero();
        assertThat(commit).isGreaterThan(1);
      }
    }
    assertThat(code).isEqualTo(ExitCode.WELL);
  }

  /** None if nobody has that name; the books must be sound. */
  private static List<Long> balances(HouseFolder house, String member) throws IOException {
    try (BooksOnDisk books = BooksOnDisk.of(house)) {
      assertThat(books.disagreements()).isEmpty();
      return books.list(
          "SELECT a.balance FROM account a JOIN member m ON m.account = a.id WHERE m.name = ?",
          row -> row.getLong("balance"),
          member);
    }
  }

  static List<MoneyTable.Restored> restored() {
    return MoneyTable.restored();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("restored")
  void restoresWhollyOrNotAtAll(MoneyTable.Restored row, @TempDir Path folder) throws IOException {
    HouseFolder house = new HouseFolder(folder);
    house.addMembers(List.of("robert"), CREDITS);
    Path copy = house.file("copy.db");
    assertThat(OneCommand.run(house, "backup", copy.toString()).code()).isZero();
    house.addMembers(List.of("evelyn"), CREDITS);

    OneCommand killed = OneCommand.runUntil(house, row.point(), "restore", copy.toString());
    assertThat(killed.code()).as(killed.said()).isEqualTo(CrashPoint.EXIT_CODE);

    boolean old = row.found().equals("the old ones");
    OneCommand next = OneCommand.run(house, "ledger", "verify");
    assertThat(next.code()).as(next.said()).isZero();
    assertThat(balances(house, "robert")).containsExactly(CREDITS);
    assertThat(balances(house, "evelyn")).hasSize(old ? 1 : 0);
    List<String> left = list(house.data());
    assertThat(left).noneMatch(name -> name.startsWith("restoring-") || name.startsWith("replaci"));
    if (!old) {
      String aside =
          left.stream().filter(name -> name.startsWith("replaced-")).findFirst().orElseThrow();
      Path replaced = house.data().resolve(aside).resolve("drinkd.db");
      assertThat(OneCommand.run(house, "restore", "--without-checksum", "" + replaced).code())
          .isZero();
      assertThat(balances(house, "evelyn")).hasSize(1);
    }
  }

  private static List<String> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).toList();
    }
  }
}
