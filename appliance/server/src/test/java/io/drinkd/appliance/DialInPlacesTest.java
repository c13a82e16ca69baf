package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.SettingsException;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.testkit.ReservedPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An appliance whose boards dial in and do not log in. */
class DialInPlacesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temporary;
  private ConfigurationFolder configuration;
  private ReservedPort reserved;

  @AfterEach
  void close() {
    reserved.close();
  }

  @BeforeEach
  void openPort() throws IOException {
    reserved = ReservedPort.any();
    configuration = new ConfigurationFolder(temporary);
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        "boards: { accept: { host: 127.0.0.1, port: 0 } }\n",
        StandardOpenOption.APPEND);
  }

  /** A machine whose board dials in, from or at a place. */
  private void machine(String id, String place) throws IOException {
    Files.writeString(
        temporary.resolve("machines/" + id + ".yaml"),
        """
        name: %s
        location: here
        driver: quiet
        accept: true
        %s
        slots: [{ slot: 1, item: Coke, price: 1, count: 5 }]
        """
            .formatted(id, place));
  }

  private Appliance start() throws Exception {
    Path drivers = Files.createDirectory(temporary.resolve("drivers"));
    Path jar = PluginJar.ofDriver(temporary.resolve("quiet.jar"), QuietDriver.class);
    PluginJar.put(jar, drivers, "quiet.jar");
    return Appliance.start(configuration.read("says the board"), List.of(drivers));
  }

  private static MachineView machine(Appliance appliance, String id) {
    return appliance.services().catalog().all().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Socket dial(String from, int port) throws IOException {
    Socket board = silent(from, port);
    board.getOutputStream().write("LOADED\n".getBytes(StandardCharsets.US_ASCII));
    return board;
  }

  @Test
  void eachIsKnownByItsPlaceAndDrops() throws Exception {
    int own = reserved.number();
    machine("a", "address: 127.0.0.2");
    machine("b", "address: 127.0.0.3");
    machine("c", "port: " + own);
    try (Appliance appliance = start()) {
      NewMember ann = new NewMember("ann", Optional.of("correct-horse"), false, 9, List.of());
      appliance.services().foundation().members().add(ann, "test").join();
      // Whoever tried it by connecting would have the board asked whether it is still there.
      await().atMost(PATIENCE).until(() -> openPorts(appliance).endsWith(":" + own));
      try (Socket a = dial("127.0.0.2", appliance.boardsPort());
          Socket c = dial("127.0.0.4", own);
          MemberSession member = MemberSession.greeted(appliance.port("sunday"))) {
        await().atMost(PATIENCE).until(() -> isUp(appliance, "a") && isUp(appliance, "c"));
        assertThat(machine(appliance, "b").status()).isEqualTo(MachineStatus.DOWN);
        String host = "127.0.0.1:";
        assertThat(openPorts(appliance))
            .isEqualTo("open on " + host + appliance.boardsPort() + ", " + host + own);

        member.ask("USER ann");
        assertThat(member.ask("PASS correct-horse")).startsWith("OK");
        assertThat(dropped(member, "a", a, "DONE")).isEqualTo("OK Credits remaining: 8");
        assertThat(dropped(member, "c", c, "STUCK")).startsWith("ERR 175");
      }
    }
  }

  @Test
  void onlyTheBoardsOwnLinkIsShownAndLogged() throws Exception {
    int own = reserved.number();
    machine("c", "port: " + own);
    String links = "io.drinkd.driver.link.";
    try (CapturedLog accepted = CapturedLog.of(links + "ExpectedBoard", Level.INFO);
        CapturedLog closed = CapturedLog.of(links + "PendingConnections", Level.INFO);
        Appliance appliance = start()) {
      await().atMost(PATIENCE).until(() -> openPorts(appliance).endsWith(":" + own));
      Socket board = dial("127.0.0.4", own);
      await().atMost(PATIENCE).until(() -> isUp(appliance, "c"));
      String address = "127.0.0.4:" + board.getLocalPort();
      int port;
      try (Socket other = silent("127.0.0.5", own)) {
        port = other.getLocalPort();
        // The board is asked whether it is still there, for it may have dialled again.
        assertThat(line(board)).isEqualTo("LOADED?");
        assertThat(machine(appliance, "c").remoteAddress()).contains(address);
      }

      await().atMost(PATIENCE).until(() -> closed.lines().size() == 1);
      assertThat(closed.lines())
          .containsExactly(
              "connection from /127.0.0.5:"
                  + port
                  + " closed, not identified as a board: machine c has its link, and this one was"
                  + " closed from there");
      assertThat(accepted.lines()).containsExactly("machine c: board connected from /" + address);
      assertThat(machine(appliance, "c").remoteAddress()).contains(address);
      board.close();
    }
  }

  private static String openPorts(Appliance appliance) {
    return appliance.services().health().look().join().parts().stream()
        .filter(part -> part.name().equals("port of boards"))
        .findFirst()
        .orElseThrow()
        .why();
  }

  private static Socket silent(String from, int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
  }

  private static String line(Socket board) throws IOException {
    return new BufferedReader(
            new InputStreamReader(board.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }

  /** What a member gets for an order that the board answers so. */
  private static String dropped(MemberSession member, String machine, Socket board, String answer)
      throws IOException {
    member.ask("MACHINE " + machine);
    member.say("DROP 1");
    assertThat(line(board)).isEqualTo("TAKE 1");
    board.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.US_ASCII));
    return member.line();
  }

  private static boolean isUp(Appliance appliance, String id) {
    return machine(appliance, id).status() == MachineStatus.UP;
  }

  @Test
  void twoThatCouldNotBeToldApartAreAMistakeInOneLine() throws Exception {
    machine("a", "address: 127.0.0.2");
    machine("b", "address: 127.0.0.2");

    assertThatThrownBy(this::start)
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "machines/b.yaml: accept: found a board that dials in from 127.0.0.2, as that of"
                + " machines/a.yaml may, expected an address: or a port: of its own, for it cannot be"
                + " known by a login");
  }
}
