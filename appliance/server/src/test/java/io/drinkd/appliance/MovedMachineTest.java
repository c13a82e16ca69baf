package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Health.Part;
import io.drinkd.appliance.service.Health.State;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.TestBanks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine's file is moved from one appliance to another one, or removed for good. */
class MovedMachineTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ADMIN = "alice";
  private static final String PASSWORD = ADMIN + "'s password";

  @TempDir Path folder;
  private final BankAddress bank = TestBanks.createPatient();
  private AppliancesInBank appliances;
  private ConfigurationFolder north;
  private ConfigurationFolder south;
  private ServerSocket board;
  private Socket link;
  private BufferedReader orders;

  @BeforeEach
  void start() throws Exception {
    board = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    appliances = new AppliancesInBank(folder, CellarDriver.class);
    north = appliances.add("north", bank);
    south = appliances.add("south", bank);
    north.machine("c", "coffee", board.getLocalPort(), 5);
    appliances
        .start("north")
        .services()
        .foundation()
        .members()
        .add(new NewMember(ADMIN, Optional.of(PASSWORD), true, 10, List.of()), "test")
        .join();
    accept();
    appliances.start("south");
    awaitWell("south", "at appliance \"north\"");
  }

  private void accept() throws IOException {
    link = board.accept();
    orders =
        new BufferedReader(new InputStreamReader(link.getInputStream(), StandardCharsets.US_ASCII));
    say("HELLO " + AppliancesInBank.BOARD_PASSWORD + "\nCOUNT 7\n");
  }

  private void say(String lines) throws IOException {
    link.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
  }

  @AfterEach
  void stop() throws IOException {
    appliances.close();
    link.close();
    board.close();
  }

  private MemberSession admin(String appliance) throws IOException {
    MemberSession session = MemberSession.greeted(appliances.get(appliance).port("sunday"));
    session.ask("USER " + ADMIN);
    assertThat(session.ask("PASS \"" + PASSWORD + "\"")).startsWith("OK");
    session.ask("MACHINE c");
    return session;
  }

  /** How the machine is shown there; empty if it is not. */
  private Optional<Part> shown(String appliance) {
    return appliances.get(appliance).services().health().look().join().parts().stream()
        .filter(part -> part.name().equals("machine c"))
        .findFirst();
  }

  private void awaitWell(String appliance, String why) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                shown(appliance)
                    .filter(part -> part.state() == State.WELL && part.why().contains(why))
                    .isPresent());
  }

  private void removeFile() throws IOException {
    Files.delete(appliances.folder("north").resolve("machines/c.yaml"));
    appliances.get("north").change(north.read(AppliancesInBank.BOARD_PASSWORD));
  }

  private void awaitOrder() throws IOException {
    String order = orders.readLine();
    while (!order.equals("DROP 1")) {
      order = orders.readLine();
    }
  }

  @Test
  void whatIsInFlightEndsWhereItBeganAndTheRestIsToldWhy() throws Exception {
    try (MemberSession first = admin("north");
        MemberSession second = admin("north");
        MemberSession delayed = admin("north")) {
      awaitWell("north", "");
      first.say("DROP 1");
      awaitOrder();
      second.say("DROP 1");
      await()
          .atMost(PATIENCE)
          .until(() -> appliances.run("north", "drop", "show", "2").contains("queued"));
      delayed.say("DROP 1 30");
      await()
          .atMost(PATIENCE)
          .until(() -> appliances.run("north", "drop", "show", "3").contains("delayed"));

      south.machine("c", "coffee", board.getLocalPort(), 5);
      appliances.get("south").change(south.read(AppliancesInBank.BOARD_PASSWORD));
      removeFile();

      assertThat(second.line()).startsWith("ERR 416");
      assertThat(appliances.run("north", "drop", "show", "2"))
          .contains("its file was removed at this appliance");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  shown("north")
                      .filter(part -> part.why().equals("no other appliance has it yet"))
                      .isPresent());
      assertThat(shown("north").orElseThrow().found().phrase().next().orElseThrow())
          .isEqualTo("start an appliance that has a file for it");
      say("DONE\n");
      assertThat(first.line()).startsWith("OK");

      link.close();
      accept();
      assertThat(appliances.owns("south", "c")).isTrue();
      awaitWell("north", "at appliance \"south\"");
      awaitOrder();
      say("DONE\n");
      assertThat(delayed.line()).startsWith("OK");
    }
  }

  @Test
  void whatIsOutOfServiceAndHasNoFileIsShownAsThatUntilTheNextStart() throws Exception {
    appliances.run("north", "machine", "service", "c", "off", "--reason", "scrapped");
    removeFile();
    await().atMost(PATIENCE).until(() -> !appliances.owns("north", "c"));
    awaitWell("south", "scrapped");
    assertThat(shown("north").filter(part -> part.state() == State.WRONG)).isEmpty();
    appliances.stop("south");
    Appliance again = appliances.start("south");
    assertThat(again.services().catalog().all()).isEmpty();
    assertThat(appliances.run("south", "drops")).doesNotContain("no machine");
  }
}
