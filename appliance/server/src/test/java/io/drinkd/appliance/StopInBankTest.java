package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.PostgresStore;
import io.drinkd.appliance.store.postgres.TestBanks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An appliance that stops while members wait at it. The north has machine c, for which the south
 * has a file too, and e; the south has s, for which nobody else has one.
 */
@Tag(TestBooks.BANK_ONLY)
class StopInBankTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> NAMES = List.of("ann", "bea", "cis", "dot");

  /** Longer than any of this takes. */
  private static final String DELAYED = "DROP 1 600";

  @TempDir Path folder;
  private final BankAddress bank = TestBanks.createPatient();
  private AppliancesInBank appliances;
  private ServerSocket cellar;
  private ServerSocket attic;
  private ServerSocket stairs;
  private Board attached;

  /** The link with a board, at the board's end. */
  private record Board(Socket link, BufferedReader orders) implements AutoCloseable {

    static Board login(ServerSocket port) throws IOException {
      port.setSoTimeout((int) PATIENCE.toMillis());
      Socket link = port.accept();
      link.setSoTimeout((int) PATIENCE.toMillis());
      Board board =
          new Board(
              link,
              new BufferedReader(
                  new InputStreamReader(link.getInputStream(), StandardCharsets.US_ASCII)));
      board.say("HELLO " + AppliancesInBank.BOARD_PASSWORD);
      return board;
    }

    void say(String line) throws IOException {
      link.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    void awaitOrder() throws IOException {
      String line = orders.readLine();
      while (!"DROP 1".equals(line)) {
        assertThat(line).as("the link ended").isNotNull();
        line = orders.readLine();
      }
    }

    @Override
    public void close() throws IOException {
      link.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    cellar = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    attic = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    stairs = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    appliances = new AppliancesInBank(folder, CellarDriver.class);
    ConfigurationFolder north = appliances.add("north", bank);
    north.machine("c", "coffee", cellar.getLocalPort(), 5);
    north.machine("e", "coffee", attic.getLocalPort(), 5);
    ConfigurationFolder south = appliances.add("south", bank);
    south.machine("c", "coffee", cellar.getLocalPort(), 5);
    south.machine("s", "coffee", stairs.getLocalPort(), 5);
    appliances.start("north");
    for (String name : NAMES) {
      List<String> cards = List.of(MemberSession.card(name));
      NewMember member = new NewMember(name, Optional.empty(), false, 9, cards);
      appliances.get("north").services().foundation().members().add(member, "test").join();
    }
    appliances.start("south");
  }

  @AfterEach
  void stop() throws IOException {
    appliances.close();
    cellar.close();
    attic.close();
    stairs.close();
  }

  private MemberSession member(String name, String appliance, String machine) throws IOException {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> appliances.machine(appliance, machine).status() == MachineStatus.UP);
    return MemberSession.loggedIn(appliances.get(appliance).port("sunday"), name, machine);
  }

  /** Completes when the drop is in the books. */
  private void awaitDrops(int count) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                appliances
                    .get("south")
                    .services()
                    .foundation()
                    .store()
                    .readNow(
                        tx ->
                            tx.first("SELECT count(*) FROM drop_order", row -> row.getLong(1))
                                .orElseThrow())
                    .equals((long) count));
  }

  @Test
  void itsMachinesAreAnothersAndItsClientsAnsweredBeforeWhatIsSentHasEnded() throws Exception {
    try (Board first = Board.login(cellar);
        Board busy = Board.login(attic);
        Board elsewhere = Board.login(stairs);
        MemberSession own = member("ann", "north", "c");
        MemberSession forwarded = member("bea", "north", "s");
        MemberSession others = member("cis", "south", "c");
        MemberSession sent = member("dot", "north", "e")) {
      own.say(DELAYED);
      awaitDrops(1);
      forwarded.say(DELAYED);
      awaitDrops(2);
      sent.say("DROP 1");
      busy.awaitOrder();
      others.say("DROP 1 10");
      awaitDrops(4);

      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(
              () -> appliances.stop("north"), task -> new Thread(task).start());
      assertThat(own.line()).startsWith("ERR 103");
      assertThat(forwarded.line()).startsWith("ERR 103");
      await().atMost(PATIENCE).until(() -> appliances.owns("south", "c"));
      assertThat(stopped).as("an order is in flight").isNotDone();
      assertThat(first.link.getInputStream().read()).as("its link has ended").isLessThan(1 << 8);
      attached = Board.login(cellar);
      attached.awaitOrder();
      attached.say("DONE");
      assertThat(others.line()).startsWith("OK");

      busy.say("DONE");
      assertThat(sent.line()).startsWith("OK");
      stopped.join();
      assertThat(elsewhere.link.isClosed()).isFalse();
    } finally {
      if (attached != null) {
        attached.close();
      }
    }
    assertThat(BooksVerifier.verify(PostgresStore.view(bank, "test")).join().disagreements())
        .isEmpty();
  }
}
