package io.drinkd.appliance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** An appliance, a board and a member who asks for a drink, when something goes wrong. */
final class MoneyScene implements AutoCloseable {

  static final String MEMBER = "member";
  static final long CREDITS = 1000;
  static final int SLOT = 1;

  private static final String NEIGHBOUR = "neighbour";
  private static final int NEIGHBOURS_SLOT = 2;
  private static final String DROP = "DROP " + SLOT + " 0 key";
  private static final String DELAYED_DROP = "DROP " + SLOT + " 1 key";
  private static final Duration MOTOR_TIME = Duration.ofMillis(300);
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String fault;
  private final HouseFolder house;
  private final RunningBoard board;
  private final Path now;
  private RunningAppliance appliance;

  MoneyScene(String fault, Path folder) throws IOException {
    this.fault = fault;
    house = new HouseFolder(folder);
    now = house.file("now");
    board = RunningBoard.start(house.canLog("d"), MOTOR_TIME);
    boolean timeIsOver = fault.equals("board silent") || fault.contains("late");
    house.addMachine("d", board.port(), timeIsOver ? SHORT : LONG, LONG);
    house.addMembers(List.of(MEMBER, NEIGHBOUR), CREDITS);
  }

  /** Plays the scene, to the appliance's sudden end. */
  void play() throws IOException {
    switch (fault) {
      case "held" -> crashBehindNeighbour();
      case "delayed" -> crashAt(fault, DELAYED_DROP);
      case "answered-late" -> crashAtLateAnswer();
      case "recovering", "recovered" -> crashAgainWhileStarting();
      case "appliance killed" -> killAppliance();
      case "board refuses" -> failBoard("nack", "ERR 101");
      case "board silent" -> failBoard("silence", "ERR 151");
      case "board answers late" -> answerLate();
      case "board killed" -> killBoard();
      case "link closed" -> failBoard("close", "ERR 151");
      case "link cut" -> failBoard("cut", "ERR 151");
      case "board away" -> askWithoutBoard();
      default -> crashAt(fault, DROP);
    }
  }

  private void crashAt(String point, String request) throws IOException {
    appliance = RunningAppliance.start(house, point + "@" + now);
    try (LineClient member = enter(MEMBER)) {
      Files.createFile(now);
      member.send(request + "\n");
      awaitCrash();
    }
  }

  /** The neighbour's order is never answered, so the member's waits for ever. */
  private void crashBehindNeighbour() throws IOException {
    board.command("silence");
    appliance = RunningAppliance.start(house, fault);
    try (LineClient neighbour = enter(NEIGHBOUR);
        LineClient member = enter(MEMBER)) {
      neighbour.send("DROP " + NEIGHBOURS_SLOT + "\n");
      board.awaitLine(Pattern.compile("order slot " + NEIGHBOURS_SLOT));
      member.send(DROP + "\n");
      awaitCrash();
    }
  }

  private void crashAtLateAnswer() throws IOException {
    board.command("silence");
    appliance = RunningAppliance.start(house, fault);
    try (LineClient member = enter(MEMBER)) {
      assertThat(member.ask(DROP)).startsWith("ERR 151");
      board.command("say 4");
      awaitCrash();
    }
  }

  private void crashAgainWhileStarting() throws IOException {
    crashAt("sent", DROP);
    appliance = RunningAppliance.start(house, fault);
    awaitCrash();
  }

  private void killAppliance() throws IOException {
    board.command("silence");
    appliance = RunningAppliance.start(house);
    try (LineClient member = enter(MEMBER)) {
      member.send(DROP + "\n");
      board.awaitLine(Pattern.compile("order slot " + SLOT));
      appliance.kill();
    }
  }

  private void failBoard(String command, String reply) throws IOException {
    board.command(command);
    appliance = RunningAppliance.start(house);
    try (LineClient member = enter(MEMBER)) {
      assertThat(member.ask(DROP)).startsWith(reply);
    }
    appliance.kill();
  }

  private void answerLate() throws IOException {
    board.command("silence");
    appliance = RunningAppliance.start(house);
    try (LineClient member = enter(MEMBER)) {
      assertThat(member.ask(DROP)).startsWith("ERR 151");
      board.command("say 4");
      // The same key answers what is in the books, as soon as it is there.
      await().atMost(PATIENCE).until(() -> member.ask(DROP).startsWith("OK"));
    }
    appliance.kill();
  }

  private void killBoard() throws IOException {
    board.command("silence");
    appliance = RunningAppliance.start(house);
    try (LineClient member = enter(MEMBER)) {
      member.send(DROP + "\n");
      board.awaitLine(Pattern.compile("can 1 slot " + SLOT));
      board.kill();
      assertThat(member.line()).startsWith("ERR 151");
    }
    board.startAgain();
    appliance.kill();
  }

  private void askWithoutBoard() throws IOException {
    board.kill();
    appliance = RunningAppliance.start(house);
    try (LineClient member = comeIn(MEMBER)) {
      assertThat(member.ask(DROP)).startsWith("ERR 416");
    }
    board.startAgain();
    appliance.kill();
  }

  private void awaitCrash() {
    assertThat(appliance.awaitEnd()).as(appliance.log()).isEqualTo(CrashPoint.EXIT_CODE);
  }

  HouseFolder house() {
    return house;
  }

  /** How many cans fell for the member, until now. */
  long cans() {
    return board.cans().stream().filter(can -> can.slot() == SLOT).count();
  }

  /** The replies that the member gets after a restart. */
  record Answers(String credits, String askedAgain) {}

  /** Starts the appliance again, has the member ask again, and stops it. */
  Answers restart() throws IOException {
    appliance = RunningAppliance.start(house);
    Answers answers;
    try (LineClient member = enter(MEMBER)) {
      String credits = member.ask("GETBALANCE");
      answers = new Answers(credits, member.ask(fault.equals("delayed") ? DELAYED_DROP : DROP));
    }
    assertThat(appliance.stop()).as(appliance.log()).isZero();
    return answers;
  }

  /** A member at the machine, whose board can be reached. */
  private LineClient enter(String name) throws IOException {
    LineClient client = comeIn(name);
    await().atMost(PATIENCE).until(() -> machines(client).equals("d \"Machine d\" up"));
    return client;
  }

  private LineClient comeIn(String name) throws IOException {
    LineClient client = LineClient.greeted(appliance.port());
    assertThat(client.ask("IBUTTON " + name)).startsWith("OK Credits: ");
    assertThat(client.ask("MACHINE d")).isEqualTo("OK Welcome to Machine d");
    return client;
  }

  private static String machines(LineClient client) throws IOException {
    String machine = client.ask("MACHINES");
    assertThat(client.line()).isEqualTo("OK 1 Machines retrieved");
    return machine;
  }

  @Override
  public void close() {
    board.close();
    if (appliance != null) {
      appliance.close();
    }
  }
}
