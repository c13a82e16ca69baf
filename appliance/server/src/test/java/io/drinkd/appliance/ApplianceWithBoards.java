package io.drinkd.appliance;

import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * A whole appliance from a configuration folder, with the real plugin jar and two boards on real
 * sockets: machines d and ld, 5 slots each, 50 credits a drink, 100 in each slot.
 *
 * <p>Members have no password; they log in by the iButton that {@link MemberSession} knows.
 */
final class ApplianceWithBoards implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final int SLOTS = 5;
  static final int PRICE = 50;
  static final int STOCK = 100;
  static final List<String> MACHINES = List.of("d", "ld");

  private final Path folder;
  private final List<SimulatedBoard> boards;
  private Optional<Appliance> running = Optional.empty();

  ApplianceWithBoards(Path folder) throws IOException {
    this.folder = folder;
    boards = List.of(board(), board());
    configure();
  }

  private static SimulatedBoard board() throws IOException {
    return SimulatedBoard.listen(
        new SimulatedBoardOptions("says the board")
            .stock(Collections.nCopies(SLOTS, STOCK))
            .motorTime(Duration.ofMillis(1)));
  }

  private void configure() throws IOException {
    Files.createDirectories(folder.resolve("machines"));
    Files.writeString(
        folder.resolve("appliance.yaml"),
        """
        name: Floor drink server
        limits: { queue-per-board: 100 }
        listeners: [{ name: sunday, protocol: sunday, host: 127.0.0.1, port: 0, cards: yes }]
        """);
    for (int i = 0; i < MACHINES.size(); i++) {
      StringBuilder slots = new StringBuilder();
      for (int slot = 1; slot <= SLOTS; slot++) {
        slots.append(
            "  - { slot: %d, item: Coke %d, price: %d, count: %d }\n"
                .formatted(slot, slot, PRICE, STOCK));
      }
      Files.writeString(
          folder.resolve("machines/" + MACHINES.get(i) + ".yaml"),
          """
          name: Machine %s
          location: North stairwell
          driver: tini390
          connect: 127.0.0.1:%d
          password: { env: D_PASSWORD }
          slots:
          """
                  .formatted(MACHINES.get(i), boards.get(i).port())
              + slots);
    }
  }

  /**
   * Adds members while the appliance is stopped, and starts it; returns when both boards are up.
   */
  ApplianceWithBoards start(int credits, List<String> members) throws Exception {
    inBooks(
        books -> {
          for (String name : members) {
            add(books, name, false, credits);
          }
        });
    running =
        Optional.of(
            Appliance.start(
                new SettingsReader(Protocols.declared(), Map.of("D_PASSWORD", "says the board"))
                    .read(folder),
                List.of(PluginJar.folderOf("tini390"))));
    Awaitility.await().atMost(PATIENCE).until(this::bothBoardsAreUp);
    return this;
  }

  static MemberRecord add(Services books, String name, boolean admin, int credits) {
    NewMember member =
        new NewMember(
            name,
            admin ? Optional.of(MemberSession.password(name)) : Optional.empty(),
            admin,
            credits,
            List.of(MemberSession.card(name)));
    return books.foundation().members().add(member, "test").join();
  }

  private boolean bothBoardsAreUp() throws IOException {
    try (MemberSession session = MemberSession.greeted(port())) {
      return session.ask("MACHINES").endsWith(" up") && session.line().endsWith(" up");
    }
  }

  /** A session that a member has logged in on, with a machine selected. */
  MemberSession session(String member, String machine) throws IOException {
    return MemberSession.loggedIn(port(), member, machine);
  }

  /** The same of an admin, who is none by a card. */
  MemberSession adminSession(String admin, String machine) throws IOException {
    return MemberSession.loggedInByPassword(port(), admin, machine);
  }

  private int port() {
    return running.orElseThrow().port("sunday");
  }

  void stop() {
    running.ifPresent(Appliance::close);
    running = Optional.empty();
  }

  /** Opens the books as they are on disk; the appliance is stopped first. */
  void inBooks(Consumer<Services> work) {
    stop();
    try (DataFolder data = DataFolder.take(folder.resolve("data"));
        SystemTimers timers = Timers.system("timers");
        Services books =
            Services.openBooks(TestBooks.begun(data.path()), TestSettings.MEMBERS, timers)) {
      work.accept(books);
    }
  }

  /** How many cans both boards let fall. */
  long cansFallen() {
    return boards.stream().mapToLong(SimulatedBoard::cansFallen).sum();
  }

  @Override
  public void close() {
    stop();
    boards.forEach(SimulatedBoard::close);
  }
}
