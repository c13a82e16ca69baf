package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.FailureTable.Row;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.driver.testkit.BoardModel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A board that fails in every way, one after the other, and the member who drinks from it. */
final class FailingBoard {

  static final int PRICE = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern CREDITS = Pattern.compile("OK Credits: ([0-9]+)");

  private final BoardModel model;
  private final RunningBoard board;
  private final MemberSession member;
  private final Operator operator;
  private final Runnable removeDriver;
  private final List<Row> rows = new ArrayList<>();

  /** A command of {@code drinkd} on the appliance; returns what it prints. */
  @FunctionalInterface
  interface Operator {
    String run(String... arguments);
  }

  /**
   * @param member at the machine, which is named after the model, as the member is
   * @param removeDriver removes the jar of the model's driver
   */
  FailingBoard(
      BoardModel model,
      RunningBoard board,
      MemberSession member,
      Operator operator,
      Runnable removeDriver) {
    this.model = model;
    this.board = board;
    this.member = member;
    this.operator = operator;
    this.removeDriver = removeDriver;
  }

  /** Plays all failures; what came of each. */
  List<Row> play() throws IOException {
    after("refused", "nack");
    if (model == BoardModel.UCCPLC || model == BoardModel.BUBBLER) {
      after("failed", "fail");
    }
    after("answer in single bytes", "split");
    after("order not heard", "swallow");
    after("no answer", "silence");
    after("answer late", "late 4000");
    if (model == BoardModel.UCCPLC || model == BoardModel.MQTT) {
      after("answer with a wrong number", "wrong id");
    }
    lostBefore();
    if (model != BoardModel.UCCPLC) {
      after("lost with the order", "lose");
    }
    after("lost after the order", "close");
    after("lost in the answer", "cut");
    killed();
    driverRemoved();
    return rows;
  }

  private void after(String failure, String command) throws IOException {
    awaitUp();
    board.command(command);
    play(failure, () -> member.ask("DROP 1"));
  }

  /** A board that can lose its link between two exchanges loses it there. */
  private void lostBefore() throws IOException {
    if (model == BoardModel.UCCPLC) {
      after("lost before the order", "lose");
      return;
    }
    awaitUp();
    board.command("unplug");
    if (model != BoardModel.BUBBLER) {
      String reason = model == BoardModel.MQTT ? "not at the broker" : "refuses";
      await().atMost(PATIENCE).until(() -> why().contains(reason));
    }
    play("lost before the order", () -> member.ask("DROP 1"));
    board.command("plug in");
  }

  private void killed() throws IOException {
    awaitUp();
    board.command("silence");
    play(
        "killed",
        () -> {
          int before = board.cans().size();
          member.say("DROP 1");
          await().atMost(PATIENCE).until(() -> board.cans().size() > before);
          board.kill();
          String answer = member.line();
          board.startAgain();
          return answer;
        });
  }

  private void driverRemoved() throws IOException {
    awaitUp();
    board.command("late 500");
    play(
        "driver removed",
        () -> {
          int before = board.cans().size();
          member.say("DROP 1");
          await().atMost(PATIENCE).until(() -> board.cans().size() > before);
          removeDriver.run();
          return member.line();
        });
    await().atMost(PATIENCE).until(() -> machine().endsWith("waiting"));
  }

  /** What a member does. */
  @FunctionalInterface
  private interface Request {
    String answer() throws IOException;
  }

  private void play(String failure, Request request) throws IOException {
    int cansBefore = board.cans().size();
    long creditsBefore = credits();
    Optional<String> dropBefore = lastDrop();
    String answer = request.answer();
    Optional<String> drop = lastDrop().filter(id -> !Optional.of(id).equals(dropBefore));
    if (failure.equals("answer late")) {
      await().atMost(PATIENCE).until(() -> !state(drop).equals("in-doubt"));
    }
    String state = state(drop);
    long paid = creditsBefore - credits();
    assertThat(paid).as(failure).isIn(0L, (long) PRICE);
    String price = state.equals("in-doubt") ? "held" : paid == 0 ? "free" : "paid";
    rows.add(
        new Row(
            failure,
            model(),
            board.cans().size() - cansBefore,
            answer.startsWith("OK") ? "OK" : answer.substring(0, "ERR 000".length()),
            price,
            drop.map(id -> reason(operator.run("drop", "show", id)))
                .orElseGet(this::why)
                .replaceAll("127\\.0\\.0\\.1:[0-9]+", "ADDRESS")
                .replaceAll("number [0-9]+", "number N")));
  }

  private String why() {
    return field(operator.run("machine", "show", model()), "why");
  }

  private String state(Optional<String> drop) {
    return drop.map(id -> field(operator.run("drop", "show", id), "state")).orElse("");
  }

  private String model() {
    return model.toString();
  }

  private long credits() throws IOException {
    Matcher matcher = CREDITS.matcher(member.ask("GETBALANCE"));
    assertThat(matcher.matches()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private Optional<String> lastDrop() {
    List<String> lines = operator.run("drop", "list", "--member", model()).lines().skip(1).toList();
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(lines.get(lines.size() - 1).strip().split(" +")[0]);
  }

  private static String field(String shown, String name) {
    Matcher line = Pattern.compile("(?m)^" + name + ":? +(.*)$").matcher(shown);
    assertThat(line.find()).as(shown).isTrue();
    return line.group(1).strip();
  }

  /** That of the last thing that happened to a drop. */
  private static String reason(String shown) {
    List<String> course =
        shown
            .lines()
            .dropWhile(line -> !line.startsWith("course"))
            .skip(1)
            .takeWhile(line -> line.startsWith("  "))
            .toList();
    String[] last = course.get(course.size() - 1).strip().split(" {2,}", 4);
    return last[last.length - 1];
  }

  private void awaitUp() {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .untilAsserted(() -> assertThat(machine()).as("after %s", rows).endsWith(" up"));
  }

  private String machine() throws IOException {
    String found = "";
    for (String line = member.ask("MACHINES"); !line.startsWith("OK"); line = member.line()) {
      found = line.startsWith(model() + " ") ? line : found;
    }
    return found;
  }
}
