package io.drinkd.appliance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.PostgresStore;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Appliances with one bank and files for the same machine d, as processes, and one member. */
final class SharedMachine implements AutoCloseable {

  static final Duration MOTOR_TIME = Duration.ofMillis(300);
  static final Duration PATIENCE = Duration.ofSeconds(90);

  /** No order's answer is late by accident. */
  static final Duration LONG = Duration.ofMinutes(5);

  private static final String MEMBER = "member";

  /** Nothing of its end may come later. */
  private static final Pattern LINKED_AFTER_TAKING =
      Pattern.compile(
          "machine d: taken(?!.*machine d: (taken|lost|released)).* board UP: ", Pattern.DOTALL);

  private final Path folder;
  private final BankAddress bank = TestBanks.create();
  private final List<HouseFolder> houses = new ArrayList<>();
  private final ConcurrentHashMap<String, RunningAppliance> running = new ConcurrentHashMap<>();

  SharedMachine(Path folder) {
    this.folder = folder;
  }

  BankAddress bank() {
    return bank;
  }

  /** Writes the file of the machine. */
  @FunctionalInterface
  interface MachineFile {
    void write(HouseFolder house) throws IOException;
  }

  /** The configuration of an appliance more. */
  HouseFolder house(String folderName, String name, MachineFile machine) throws IOException {
    return house(folderName, name, bank, machine);
  }

  /**
   * The same for one that has its own way to the bank.
   *
   * @param address the bank as this one reaches it
   */
  HouseFolder house(String folderName, String name, BankAddress address, MachineFile machine)
      throws IOException {
    HouseFolder house = new HouseFolder(Files.createDirectory(folder.resolve(folderName)));
    machine.write(house);
    house.keepIn(address, name);
    if (houses.isEmpty()) {
      house.addMembers(List.of(MEMBER), 1_000);
    }
    houses.add(house);
    return house;
  }

  /** Notes an appliance that was started, by its name. */
  RunningAppliance put(String name, RunningAppliance started) {
    running.put(name, started);
    return started;
  }

  RunningAppliance get(String name) {
    return running.get(name);
  }

  /** The appliance that has the machine; waits until one has. */
  String awaitOwner() {
    return await().atMost(PATIENCE).until(this::owner, name -> !name.isEmpty());
  }

  /** Waits until that appliance has the machine. */
  void awaitOwner(String name) {
    await().atMost(PATIENCE).until(() -> owner().equals(name));
  }

  private String owner() {
    return view()
        .readAlone(
            tx ->
                tx.first(
                        "SELECT a.name FROM bank_machine m JOIN bank_appliance a"
                            + " ON a.id = m.appliance WHERE m.left_at IS NULL",
                        row -> row.getString(1))
                    .orElse(""))
        .join();
  }

  private StoreView view() {
    return PostgresStore.view(bank, "test");
  }

  /** The states of all drops, oldest first. */
  List<String> states() {
    return view()
        .readAlone(
            tx -> tx.list("SELECT state FROM drop_order ORDER BY id", row -> row.getString(1)))
        .join();
  }

  void awaitDrops(int count) {
    await().atMost(PATIENCE).until(() -> states().size() == count);
  }

  /** Waits until an appliance has the machine, and its board is linked with that one. */
  void awaitLinked(String name) {
    await().atMost(PATIENCE).until(() -> LINKED_AFTER_TAKING.matcher(get(name).log()).find());
    // Until it had the machine, it showed the board as its former owner did.
    awaitBoard(name);
  }

  /** Waits until an appliance shows the board as up, whoever is linked with it. */
  void awaitBoard(String name) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try (LineClient line = LineClient.greeted(get(name).port())) {
                return line.ask("MACHINES").endsWith(" up");
              }
            });
  }

  /** What the member gets for an order at an appliance. */
  String drop(String name, int slot) {
    try (LineClient line = LineClient.greeted(get(name).port())) {
      assertThat(line.ask("IBUTTON " + MEMBER)).startsWith("OK");
      assertThat(line.ask("MACHINE d")).startsWith("OK");
      return line.ask("DROP " + slot);
    } catch (IOException e) {
      return "lost";
    }
  }

  CompletableFuture<String> dropLater(String name, int slot) {
    return CompletableFuture.supplyAsync(() -> drop(name, slot));
  }

  /** Waits for a line in the log of an appliance. */
  void awaitLog(String name, String text) {
    await().atMost(PATIENCE).until(() -> get(name).log().contains(text));
  }

  void assertSound() {
    assertThat(BooksVerifier.verify(view()).join().disagreements()).isEmpty();
  }

  @Override
  public void close() {
    running.values().forEach(RunningAppliance::close);
  }
}
