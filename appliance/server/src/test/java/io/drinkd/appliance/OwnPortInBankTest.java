package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.BankProxy;
import io.drinkd.appliance.store.postgres.PostgresStore;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.driver.testkit.ReservedPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two appliances with one bank, and a board that does not log in: it is known by the port that it
 * dials, of which each appliance has one for it.
 */
class OwnPortInBankTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> OTHER = Map.of("north", "south", "south", "north");

  @TempDir Path folder;
  private final BankAddress bank = TestBanks.create();
  private AppliancesInBank appliances;

  /** Between the bank and the north. */
  private BankProxy proxy;

  private final List<ReservedPort> ports = new ArrayList<>();
  private int northPort;
  private int southPort;

  @BeforeEach
  void start() throws Exception {
    appliances = new AppliancesInBank(folder, QuietDriver.class);
    proxy = new BankProxy(bank);
    northPort = start("north", proxy.address());
    NewMember ann =
        new NewMember("ann", Optional.empty(), false, 9, List.of(MemberSession.card("ann")));
    appliances.get("north").services().foundation().members().add(ann, "test").join();
    assertThat(appliances.owns("north", "q")).isTrue();
    southPort = start("south", bank);
  }

  /** Returns the port of the board there. */
  private int start(String name, BankAddress address) throws Exception {
    ReservedPort reserved = ReservedPort.any();
    ports.add(reserved);
    int port = reserved.number();
    appliances.add(name, address);
    Files.writeString(
        appliances.folder(name).resolve("machines/q.yaml"),
        """
        name: q
        location: here
        driver: quiet
        accept: true
        port: %d
        slots: [{ slot: 1, item: Coke, price: 1, count: 5 }]
        """
            .formatted(port));
    appliances.start(name);
    return port;
  }

  @AfterEach
  void stop() throws IOException {
    appliances.close();
    proxy.close();
    ports.forEach(ReservedPort::close);
  }

  /** Dials a port as soon as it is open. */
  private static Socket dial(int port) {
    return await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              Socket board = new Socket(InetAddress.getLoopbackAddress(), port);
              say(board, "LOADED");
              return board;
            },
            Socket::isConnected);
  }

  private static void say(Socket board, String line) throws IOException {
    board.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void awaitUp(String appliance) {
    await()
        .atMost(PATIENCE)
        .until(() -> appliances.machine(appliance, "q").status() == MachineStatus.UP);
  }

  private void awaitOwner(String appliance) {
    await().atMost(PATIENCE).until(() -> appliances.owns(appliance, "q"));
    awaitUp(appliance);
    if (appliances.get(OTHER.get(appliance)) != null) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  appliances
                      .machine(OTHER.get(appliance), "q")
                      .otherAppliance()
                      .filter(appliance::equals)
                      .isPresent());
      awaitUp(OTHER.get(appliance));
    }
  }

  /** A member orders at an appliance, and the board makes the drop on a link. */
  private void drop(String appliance, Socket link) throws IOException {
    try (MemberSession member =
        MemberSession.loggedIn(appliances.get(appliance).port("sunday"), "ann", "q")) {
      member.say("DROP 1");
      BufferedReader orders =
          new BufferedReader(
              new InputStreamReader(link.getInputStream(), StandardCharsets.US_ASCII));
      String order = orders.readLine();
      while ("LOADED?".equals(order)) {
        // On a busy computer it is asked meanwhile what it has.
        order = orders.readLine();
      }
      assertThat(order).isEqualTo("TAKE 1");
      say(link, "DONE");
      assertThat(member.line()).startsWith("OK");
    }
  }

  @Test
  @SuppressWarnings("try") // The board ends a link when the test wants it.
  void itIsHeldByWhoeverDoesNotHaveTheMachineAndUsedByWhoeverTakesIt() throws Exception {
    try (Socket held = dial(southPort)) {
      // The one that has a link gets the machine from the one that has none.
      awaitOwner("south");
      drop("north", held);
      try (Socket other = dial(northPort)) {
        drop("south", held);
        assertThat(appliances.owns("south", "q")).as("it has a link").isTrue();
        held.close();
        awaitOwner("north");
        drop("south", other);
        drop("north", other);
        try (Socket again = dial(southPort)) {
          // What is held is used at once after a takeover.
          appliances.stop("north");
          awaitOwner("south");
          drop("south", again);
        }
      }
    }
    assertThat(BooksVerifier.verify(PostgresStore.view(bank, "test")).join().disagreements())
        .isEmpty();
  }

  @Test
  void whoeverHasLostTheBankNeitherKeepsNorTakesTheLink() throws Exception {
    try (Socket kept = dial(northPort)) {
      awaitUp("north");
      drop("north", kept);
      proxy.cut();
      kept.setSoTimeout((int) PATIENCE.toMillis());
      // What the board was sent before that, and then the end of the link.
      kept.getInputStream().readAllBytes();
      await().atMost(PATIENCE).until(() -> !opens(northPort));
    }
    try (Socket other = dial(southPort)) {
      await().atMost(PATIENCE).until(() -> appliances.owns("south", "q"));
      awaitUp("south");
      drop("south", other);
      proxy.mend();
      awaitOwner("south");
      // It waits for the board again, which may come back.
      dial(northPort).close();
      drop("north", other);
    }
  }

  @Test
  void thePortIsClosedThatNoMachineHasAnyMore() throws Exception {
    dial(southPort).close();
    Files.delete(appliances.folder("south").resolve("machines/q.yaml"));
    appliances
        .get("south")
        .change(
            new SettingsReader(
                    Protocols.declared(), Map.of("PASSWORD", AppliancesInBank.BOARD_PASSWORD))
                .read(appliances.folder("south")));
    await().atMost(PATIENCE).until(() -> !opens(southPort));
    await().atMost(PATIENCE).until(() -> opens(northPort));
  }

  private static boolean opens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
