package io.drinkd.appliance.crash;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.crash.MoneyTable.Correction;
import io.drinkd.appliance.crash.MoneyTable.Fault;
import io.drinkd.appliance.crash.MoneyTable.State;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.process.BooksOnDisk;
import io.drinkd.appliance.process.HouseFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays each row of the tables in {@code appliance/MONEY.md}. */
class MoneyTableIT {

  private static final Path SOURCES =
      Path.of(System.getProperty("drinkd.home"), "appliance", "server", "src", "main");
  private static final Pattern REACH = Pattern.compile("CrashPoint\\.reach\\(\"([a-z-]+)\"\\)");
  private static final long PRICE = HouseFolder.price(MoneyScene.SLOT);

  static List<Fault> faults() {
    return MoneyTable.faults();
  }

  /** Each in a house of its own, and waiting for its processes most of the time. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void endsAsTheTableSays(Fault fault, @TempDir Path folder) throws IOException {
    try (MoneyScene scene = new MoneyScene(fault.name(), folder)) {
      scene.play();
      assertThat(states(scene.house())).isEqualTo(listed(fault.onDisk()));

      MoneyScene.Answers answers = scene.restart();
      assertThat(answers.credits()).isEqualTo("OK Credits: " + available(fault.credits()));
      assertThat(answers.askedAgain()).startsWith(fault.askedAgain());

      // What nothing came of is carried out when it is asked for again.
      boolean repeated = fault.leavesNothing();
      assertThat(states(scene.house()))
          .isEqualTo(listed(repeated ? "DROPPED" : fault.afterRestart()));
      assertThat(account(scene.house())).isEqualTo(account(repeated ? "charged" : fault.credits()));
      assertThat(String.valueOf(scene.cans()))
          .isIn(repeated ? Set.of("1") : Set.of(fault.cans().split(" or ")));
    }
  }

  static List<Correction> corrections() {
    return MoneyTable.corrections();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("corrections")
  void correctsOnce(Correction row, @TempDir Path folder) throws IOException {
    try (CorrectionScene scene = new CorrectionScene(row.asked(), folder)) {
      scene.play(row.point());
      assertThat(corrected(scene.house())).isEqualTo(listed(row.onDisk()));
      assertThat(account(scene.house())).isEqualTo(List.of(row.credits(), 0L));

      assertThat(scene.askAgain()).startsWith(row.askedAgain());
      assertThat(corrected(scene.house())).isEqualTo(listed(row.atEnd()));
      assertThat(account(scene.house())).isEqualTo(List.of(MoneyScene.CREDITS, 0L));
    }
  }

  @Test
  void everyCrashPointHasARow() throws IOException {
    Set<String> rows =
        Stream.concat(
                faults().stream().map(row -> row.name().split(":")[0]),
                MoneyTable.restored().stream().map(MoneyTable.Restored::point))
            .collect(toSet());
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<String> points =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(file -> REACH.matcher(text(file)).results())
              .map(match -> match.group(1))
              .toList();
      assertThat(points).isNotEmpty().allMatch(rows::contains);
    }
  }

  @Test
  void statesAreThoseOfTheCode() {
    assertThat(MoneyTable.states())
        .isEqualTo(Arrays.stream(DropState.values()).map(MoneyTableIT::asListed).toList());
  }

  private static State asListed(DropState state) {
    String credits = state == DropState.DROPPED ? "charged" : state.ended() ? "free" : "held";
    return new State(state.name(), credits, state.next().stream().map(Enum::name).collect(toSet()));
  }

  private static List<String> listed(String cell) {
    return cell.equals("nothing") ? List.of() : List.of(cell);
  }

  private static long available(String credits) {
    return credits.equals("free") ? MoneyScene.CREDITS : MoneyScene.CREDITS - PRICE;
  }

  /** The states of the member's drops in the books, which must be sound. */
  private static List<String> states(HouseFolder house) throws IOException {
    try (BooksOnDisk books = BooksOnDisk.of(house)) {
      assertThat(books.disagreements()).isEmpty();
      return books.list(
          """
          SELECT d.state FROM drop_order d JOIN member m ON m.id = d.member
          WHERE m.name = ? ORDER BY d.id\
          """,
          row -> row.getString("state"),
          MoneyScene.MEMBER);
    }
  }

  /** The corrections, free drops and closings in the books, which must be sound. */
  private static List<String> corrected(HouseFolder house) throws IOException {
    try (BooksOnDisk books = BooksOnDisk.of(house)) {
      assertThat(books.disagreements()).isEmpty();
      return books.list(
          """
          SELECT kind AS done FROM transfer WHERE kind IN ('refund', 'undo', 'merge', 'close')
          UNION ALL SELECT state FROM drop_order WHERE price = 0\
          """,
          row -> row.getString("done"));
    }
  }

  /** Balance and holds. */
  private static List<Long> account(String credits) {
    return switch (credits) {
      case "charged" -> List.of(MoneyScene.CREDITS - PRICE, 0L);
      case "held" -> List.of(MoneyScene.CREDITS, PRICE);
      case "free" -> List.of(MoneyScene.CREDITS, 0L);
      default ->
          throw new IllegalArgumentException("credits are free, held or charged: " + credits);
    };
  }

  private static List<Long> account(HouseFolder house) throws IOException {
    try (BooksOnDisk books = BooksOnDisk.of(house)) {
      return books
          .list(
              """
              SELECT a.balance, a.held FROM account a JOIN member m ON m.account = a.id
              WHERE m.name = ?\
              """,
              row -> List.of(row.getLong("balance"), row.getLong("held")),
              MoneyScene.MEMBER)
          .get(0);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
