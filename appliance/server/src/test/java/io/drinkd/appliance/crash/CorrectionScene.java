package io.drinkd.appliance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An appliance that ends at a crash point while something that was done is corrected, while a drink
 * falls that costs nothing, or while an account is closed. Who asks is a member, the admin for a
 * refund, and an operator for what begins with {@code user}.
 */
final class CorrectionScene implements AutoCloseable {

  static final String MEMBER = "member";
  static final long CREDITS = 1000;
  static final long GIFT = 10;
  static final int SLOT = 1;

  private static final String ADMIN = "admin";

  /** Has a second account, which is to be closed. */
  private static final String TWIN = "twin";

  private static final Duration MOTOR_TIME = Duration.ofMillis(10);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String asked;
  private final HouseFolder house;
  private final RunningBoard board;
  private RunningAppliance appliance;

  CorrectionScene(String asked, Path folder) throws IOException {
    this.asked = asked;
    house = new HouseFolder(folder);
    board = RunningBoard.start(house.canLog("d"), MOTOR_TIME);
    house.addMachine("d", board.port(), LONG, LONG);
    house.addMembers(List.of(MEMBER), CREDITS);
    house.addMembers(List.of(TWIN), 0);
    house.addAdmins(List.of(ADMIN), 0);
  }

  private boolean isCommand() {
    return asked.startsWith("user ");
  }

  private String[] command() {
    return switch (asked) {
      case "user merge" -> new String[] {"user", "merge", TWIN, MEMBER, "--yes"};
      case "user close --to" -> new String[] {"user", "close", TWIN, "--to", MEMBER, "--yes"};
      default -> throw new IllegalArgumentException("no such command: " + asked);
    };
  }

  private String request() {
    return switch (asked) {
      case "REFUND" -> "REFUND 1 it stuck";
      case "UNDO" -> "UNDO";
      case "DROP of a free drink" -> "DROP " + HouseFolder.FREE_SLOT + " 0 key";
      default -> throw new IllegalArgumentException("no such request: " + asked);
    };
  }

  /** Does what is to be corrected, asks for that, and returns when the appliance has ended. */
  void play(String point) throws IOException {
    Path now = house.file("now");
    appliance = RunningAppliance.start(house, point + "@" + now);
    try (LineClient member = enter(MEMBER);
        LineClient asking = asked.equals("REFUND") ? enter(ADMIN) : enter(MEMBER)) {
      if (asked.equals("REFUND")) {
        assertThat(member.ask("DROP " + SLOT)).startsWith("OK ");
      } else if (asked.equals("UNDO")) {
        assertThat(member.ask("SENDCREDITS " + GIFT + " " + ADMIN)).startsWith("OK ");
      } else if (isCommand()) {
        assertThat(member.ask("SENDCREDITS " + GIFT + " " + TWIN)).startsWith("OK ");
      }
      Files.createFile(now);
      if (isCommand()) {
        OneCommand.run(house, command());
      } else {
        asking.send(request() + "\n");
      }
      assertThat(appliance.awaitEnd()).as(appliance.log()).isEqualTo(CrashPoint.EXIT_CODE);
    }
  }

  /** Starts the appliance again, asks again, and stops it; returns the reply. */
  String askAgain() throws IOException {
    appliance = RunningAppliance.start(house);
    // Until it listens, a command would take the books itself.
    appliance.port();
    String reply = isCommand() ? OneCommand.run(house, command()).said() : askMember();
    assertThat(appliance.stop()).as(appliance.log()).isZero();
    return reply;
  }

  private String askMember() throws IOException {
    try (LineClient asking = enter(asked.equals("REFUND") ? ADMIN : MEMBER)) {
      return asking.ask(request());
    }
  }

  private LineClient enter(String name) throws IOException {
    LineClient client = LineClient.greeted(appliance.port());
    assertThat(client.ask("USER " + name)).isEqualTo("OK Password required.");
    assertThat(client.ask("PASS " + HouseFolder.PASSWORD)).startsWith("OK Credits: ");
    assertThat(client.ask("MACHINE d")).isEqualTo("OK Welcome to Machine d");
    await().atMost(PATIENCE).until(() -> machines(client).equals("d \"Machine d\" up"));
    return client;
  }

  private static String machines(LineClient client) throws IOException {
    String machine = client.ask("MACHINES");
    assertThat(client.line()).isEqualTo("OK 1 Machines retrieved");
    return machine;
  }

  HouseFolder house() {
    return house;
  }

  @Override
  public void close() {
    board.close();
    if (appliance != null) {
      appliance.close();
    }
  }
}
