package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.SettingsException;
import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.service.Health.State;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import io.drinkd.driver.testkit.ReservedPort;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that changes while the appliance runs. */
class ReloadTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temporary;
  private final List<String> links = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private SimulatedBoard big;
  private SimulatedBoard little;
  private Appliance appliance;

  @BeforeEach
  void start() throws Exception {
    big = board();
    little = board();
    Files.createDirectory(temporary.resolve("machines"));
    listeners("{ name: sunday, protocol: sunday, host: 127.0.0.1, port: 0, cards: yes }");
    machine("d", "Big Drink", big);
    try (DataFolder data = DataFolder.take(temporary.resolve("data"));
        SystemTimers timers = Timers.system("timers");
        Services books =
            Services.openBooks(TestBooks.begun(data.path()), TestSettings.MEMBERS, timers)) {
      String card = MemberSession.card("bob");
      NewMember bob = new NewMember("bob", Optional.empty(), false, 500, List.of(card));
      books.foundation().members().add(bob, "test").join();
    }
    appliance = Appliance.start(read(), List.of(PluginJar.folderOf("tini390")));
    awaitMachines("d \"Big Drink\" up");
  }

  private SimulatedBoard board() throws IOException {
    return SimulatedBoard.listen(
        new SimulatedBoardOptions("says the board").stock(5).events(links::add));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
    appliance.close();
    big.close();
    little.close();
  }

  private void listeners(String lines) throws IOException {
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        "name: Floor drink server\nlisteners: [" + lines + "]\n");
  }

  private void machine(String id, String name, SimulatedBoard board) throws IOException {
    Files.writeString(
        temporary.resolve("machines/" + id + ".yaml"),
        """
        name: %s
        location: North stairwell
        driver: tini390
        connect: 127.0.0.1:%d
        password: { env: D_PASSWORD }
        slots: [{ slot: 1, item: Coke, price: 50, count: 24 }]
        """
            .formatted(name, board.port()));
  }

  private ApplianceSettings read() {
    return new SettingsReader(Protocols.declared(), Map.of("D_PASSWORD", "says the board"))
        .read(temporary);
  }

  private MemberSession greeted(String listener) throws IOException {
    MemberSession session = MemberSession.greeted(appliance.port(listener));
    opened.add(session);
    return session;
  }

  private MemberSession bob() throws IOException {
    MemberSession session = MemberSession.loggedIn(appliance.port("sunday"), "bob", "d");
    opened.add(session);
    return session;
  }

  private void awaitMachines(String... lines) throws IOException {
    MemberSession session = greeted("sunday");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List<String> found = new ArrayList<>(List.of(session.ask("MACHINES")));
              while (!found.get(found.size() - 1).startsWith("OK ")) {
                found.add(session.line());
              }
              return found.subList(0, found.size() - 1).equals(List.of(lines));
            });
  }

  @Test
  void addsAndRemovesMachineWithoutAffectingOthers() throws Exception {
    MemberSession bob = bob();
    links.clear();
    machine("ld", "Little Drink", little);
    appliance.change(read());
    awaitMachines("d \"Big Drink\" up", "ld \"Little Drink\" up");
    assertThat(bob.ask("DROP 1")).isEqualTo("OK Credits remaining: 450");

    Files.delete(temporary.resolve("machines/ld.yaml"));
    appliance.change(read());
    awaitMachines("d \"Big Drink\" up");
    await().atMost(PATIENCE).until(() -> !little.isLinked());
    assertThat(bob.ask("MACHINE ld")).startsWith("ERR 414");
    assertThat(bob.ask("DROP 1")).isEqualTo("OK Credits remaining: 400");
    // One came and went, and the link of the other was left alone.
    assertThat(links).filteredOn("linked"::equals).hasSize(1);
    assertThat(links).filteredOn("unlinked"::equals).hasSize(1);
  }

  @Test
  void twoMachinesOnOneBoardChangeNothing() throws Exception {
    machine("ld", "Little Drink", big);
    assertThatThrownBy(() -> appliance.change(read()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "machines/ld.yaml: connect: found 127.0.0.1:%d, which machines/d.yaml dials already,"
                + " expected an address that no other machine dials",
            big.port());
    awaitMachines("d \"Big Drink\" up");
  }

  @Test
  void endsOrderOfRemovedMachineFirst() throws Exception {
    MemberSession bob = bob();
    big.command("silence");
    bob.say("DROP 1");
    await().atMost(PATIENCE).until(() -> big.cansFallen() == 1);
    Files.delete(temporary.resolve("machines/d.yaml"));
    machine("ld", "Little Drink", little);
    appliance.change(read());
    big.command("say 4");
    assertThat(bob.line()).isEqualTo("OK Credits remaining: 450");
    await().atMost(PATIENCE).until(() -> !big.isLinked());
    awaitMachines("ld \"Little Drink\" up");
  }

  @Test
  void aMachineWithAnotherNameKeepsItsLinkAndOneWithAnotherBoardDoesNot() throws Exception {
    links.clear();
    machine("d", "Great Drink", big);
    appliance.change(read());
    awaitMachines("d \"Great Drink\" up");
    assertThat(links).doesNotContain("linked", "unlinked");
    MemberSession bob = bob();
    assertThat(bob.ask("DROP 1")).isEqualTo("OK Credits remaining: 450");

    machine("d", "Great Drink", little);
    appliance.change(read());
    await().atMost(PATIENCE).until(() -> !big.isLinked() && little.isLinked());
    awaitMachines("d \"Great Drink\" up");
    assertThat(bob.ask("DROP 1")).isEqualTo("OK Credits remaining: 400");
    assertThat(little.cansFallen()).isEqualTo(1);
    // It is the same machine, and its orders are counted on.
    assertThat(appliance.services().catalog().machine("d").history().counts().orElseThrow().made())
        .isEqualTo(2);
  }

  @Test
  void listenersComeAndGoAndChange() throws Exception {
    ReservedPort reserved = ReservedPort.any();
    int port = reserved.number();
    listeners("{ name: sunday, protocol: sunday, host: 127.0.0.1, port: " + port + " }");
    appliance.change(read());
    MemberSession before = greeted("sunday");
    Instant since = openSince("sunday");
    listeners(
        "{ name: sunday, protocol: sunday, host: 127.0.0.1, port: "
            + port
            + ", allow: [10.0.0.0/8] },"
            + " { name: more, protocol: sunday, host: 127.0.0.1, port: 0 }");
    appliance.change(read());
    assertThat(appliance.port("sunday")).isEqualTo(port);
    assertThat(openSince("sunday")).as("its port is the same").isEqualTo(since);
    assertThat(openSince("more")).isAfter(since);
    assertThat(before.ask("UNKNOWN")).startsWith("ERR 452");
    assertThat(greeted("more").ask("UNKNOWN")).startsWith("ERR 452");
    assertThatThrownBy(() -> greeted("sunday").ask("UNKNOWN")).isInstanceOf(IOException.class);

    listeners("{ name: more, protocol: sunday, host: 127.0.0.1, port: 0 }");
    appliance.change(read());
    assertThat(before.line()).isEqualTo("ERR 450 Timeout, disconnecting.");
    assertThatThrownBy(() -> MemberSession.greeted(port)).isInstanceOf(IOException.class);
    reserved.close();
    listeners("{ name: sunday, protocol: sunday, host: 127.0.0.1, port: 0, cards: yes }");
    appliance.change(read());
    assertThat(openSince("sunday")).as("it was closed").isAfter(since);
  }

  private Instant openSince(String listener) {
    return appliance.services().health().look().join().parts().stream()
        .filter(part -> part.name().equals("listener " + listener))
        .findFirst()
        .orElseThrow()
        .since();
  }

  @Test
  void aListenerThatCannotMoveStaysWhereItIs() throws Exception {
    int taken = big.port();
    listeners("{ name: sunday, protocol: sunday, host: 127.0.0.1, port: " + taken + " }");
    int port = appliance.port("sunday");
    appliance.change(read());
    assertThat(appliance.port("sunday")).isEqualTo(port);
    assertThat(greeted("sunday").ask("UNKNOWN")).startsWith("ERR 452");
  }

  @Test
  void reloadsChangedFolderAndMistakesChangeNothing() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    AtomicInteger changes = new AtomicInteger();
    List<Path> leftOut = List.of(temporary.resolve("data").toAbsolutePath());
    try (ConfigurationWatch watch =
        new ConfigurationWatch(
            temporary,
            leftOut,
            () -> {
              try {
                return read();
              } finally {
                // Not before: the file is corrected once this one has been read.
                reads.incrementAndGet();
              }
            },
            Supervisor.of(Map.of()))) {
      watch.start(
          settings -> {
            List<String> later = appliance.change(settings);
            changes.incrementAndGet();
            return later;
          });
      Path file = temporary.resolve("machines/ld.yaml");
      Files.writeString(file, "name: Little Drink\nnme: x\n");
      await().atMost(PATIENCE).until(() -> reads.get() == 1);
      assertThatThrownBy(this::read).isInstanceOf(SettingsException.class);
      machine("ld", "Little Drink", little);
      awaitMachines("d \"Big Drink\" up", "ld \"Little Drink\" up");
      await().atMost(PATIENCE).until(() -> changes.get() == 1);
      assertThat(reads.get()).isEqualTo(2);
    }
  }

  @Test
  void aLogBesideTheSettingsReloadsNothingAndDelaysNoReload() throws Exception {
    Path secret = temporary.resolve("secret");
    Files.writeString(secret, "says the board");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    edit("machines/d.yaml", "{ env: D_PASSWORD }", "{ file: secret }");
    Path log = Files.createDirectory(temporary.resolve("logs")).resolve("drinkd.log");
    AtomicInteger reads = new AtomicInteger();
    ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
    writer.scheduleAtFixedRate(
        () -> {
          append(log);
          append(temporary.resolve("out.txt"));
        },
        0,
        20,
        TimeUnit.MILLISECONDS);
    List<Path> leftOut = List.of(temporary.resolve("data").toAbsolutePath());
    try (ConfigurationWatch watch =
        new ConfigurationWatch(
            temporary,
            leftOut,
            () -> {
              reads.incrementAndGet();
              return read();
            },
            Supervisor.of(Map.of()))) {
      watch.start(appliance::change);
      machine("ld", "Little Drink", little);
      awaitMachines("d \"Big Drink\" up", "ld \"Little Drink\" up");
      int before = reads.get();
      Files.writeString(secret, "says the board\n");
      await().atMost(PATIENCE).until(() -> reads.get() > before);
      assertThat(reads.get()).as("one for the machine, one for the secret").isEqualTo(2);
    } finally {
      writer.shutdownNow();
      assertThat(writer.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void whatTakesEffectAtTheNextStartIsNamedUntilItIsAsBefore() throws Exception {
    Path file = temporary.resolve("appliance.yaml");
    String before = Files.readString(file);
    List<Path> leftOut = List.of(temporary.resolve("data").toAbsolutePath());
    try (ConfigurationWatch watch =
        new ConfigurationWatch(temporary, leftOut, this::read, Supervisor.of(Map.of()))) {
      watch.start(appliance::change);
      Files.writeString(
          file,
          before
              + "store: { postgres: { url: \"postgresql://127.0.0.1/drink\", user: drinkd } }\n"
              + "logins: { wrong: 5 }\n");
      await().atMost(PATIENCE).until(() -> watch.finding().state() == State.WRONG);
      assertThat(watch.finding().why())
          .isEqualTo(
              "is the one in the files but for what takes effect at the next start (store from a file"
                  + " to postgresql://127.0.0.1:5432/drink as drinkd with takeover: 4000ms, logins);"
                  + " restart drinkd when it suits");
      Files.writeString(file, before);
      await().atMost(PATIENCE).until(() -> watch.finding().state() == State.WELL);
    }
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, "a line\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void linksThatLeadNowhereOrBackHideNoChange() throws Exception {
    // Many, for a folder is listed in no known order and one of them must come before what changes.
    for (int i = 0; i < 30; i++) {
      Files.createSymbolicLink(temporary.resolve("here" + i), temporary);
      Files.createSymbolicLink(temporary.resolve("nowhere" + i), Path.of("gone"));
    }
    List<Path> leftOut = List.of(temporary.resolve("data").toAbsolutePath());
    try (ConfigurationWatch watch =
        new ConfigurationWatch(temporary, leftOut, this::read, Supervisor.of(Map.of()))) {
      watch.start(appliance::change);
      machine("ld", "Little Drink", little);
      awaitMachines("d \"Big Drink\" up", "ld \"Little Drink\" up");
    }
  }

  private void edit(String file, String from, String to) throws IOException {
    Path path = temporary.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  @Test
  void aTypoInADriverKeepsTheMachineAsItWas() throws Exception {
    links.clear();
    edit("machines/d.yaml", "tini390", "tini39");
    assertThatThrownBy(() -> appliance.change(read()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "machines/d.yaml: driver: found tini39, expected a model that has a driver in ");
    assertThat(bob().ask("DROP 1")).isEqualTo("OK Credits remaining: 450");
    assertThat(links).doesNotContain("linked", "unlinked");

    // A new machine may wait for its driver.
    edit("machines/d.yaml", "tini39", "tini390");
    machine("ld", "Little Drink", little);
    edit("machines/ld.yaml", "tini390", "tini39");
    appliance.change(read());
    awaitMachines("d \"Big Drink\" up", "ld \"Little Drink\" waiting");
  }

  @Test
  void aChmodThatMendsARefusedFileIsNoticed() throws Exception {
    Path secret = temporary.resolve("secret");
    Files.writeString(secret, "says the board");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    edit("machines/d.yaml", "{ env: D_PASSWORD }", "{ file: secret }");
    edit("machines/d.yaml", "Big Drink", "Great Drink");
    List<Path> leftOut = List.of(temporary.resolve("data").toAbsolutePath());
    try (ConfigurationWatch watch =
        new ConfigurationWatch(temporary, leftOut, this::read, Supervisor.of(Map.of()))) {
      watch.start(appliance::change);
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      awaitMachines("d \"Great Drink\" up");
    }
  }

  @Test
  void saysOnceThatTheBooksOverruleTheFile() throws Exception {
    try (CapturedLog log = CapturedLog.of("io.drinkd.appliance.machine", Level.INFO)) {
      edit(
          "machines/d.yaml",
          "item: Coke, price: 50, count: 24",
          "item: Root Beer, price: 60, count: 30");
      appliance.change(read());
      appliance.change(read());
      assertThat(log.lines())
          .containsOnlyOnce(
              "machine d: its file and the books differ, and the books count; an admin changes"
                  + " them, after MACHINE d, with: SETITEM 1 \"Root Beer\" (now Coke), SETPRICE 1"
                  + " 60 (now 50), RESTOCK 1 30 (now 24)");
      edit("machines/d.yaml", "price: 60", "price: 70");
      appliance.change(read());
      assertThat(log.lines())
          .filteredOn(line -> line.contains("the books"))
          .hasSize(2)
          .element(1)
          .asString()
          .endsWith("with: SETPRICE 1 70 (now 50)");
    }
  }
}
