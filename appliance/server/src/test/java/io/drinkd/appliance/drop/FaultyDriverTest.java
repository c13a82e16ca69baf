package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.machine.BoardLinks;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestHouses;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a driver does: its own machine is faulty, and nobody else notices. */
class FaultyDriverTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;

  private final ManualTimers timers = new ManualTimers();
  private Services services;
  private Members members;
  private Machines machines;
  private Dispatcher dispatcher;
  private BoardLinks links;
  private Machine bad;
  private Machine good;
  private MemberRecord bob;

  @BeforeEach
  void open() throws IOException {
    services =
        TestHouses.open(
            data, TestSettings.with(List.of(settings("bad"), settings("good"))), timers);
    members = services.foundation().members();
    machines = services.foundation().machines();
    dispatcher = services.dispatcher();
    links = new BoardLinks(Optional.empty(), timers);
    bad = machines.find("bad").orElseThrow();
    good = machines.find("good").orElseThrow();
    bob = members.add(new NewMember("bob", Optional.empty(), false, 500, List.of()), "test").join();
    machines.attach(new FaultyDriver("good", FaultyDriver.Deed.NONE), links, dispatcher);
  }

  @AfterEach
  void close() {
    CompletableFuture<Void> closed = machines.close();
    passTimeUntil(closed);
    links.close();
    services.close();
  }

  private static MachineSettings settings(String id) {
    return new MachineSettings(
        id,
        id,
        List.of(),
        "here",
        Optional.empty(),
        new BoardAccess(
            id,
            new HostAndPort("127.0.0.1", id.equals("bad") ? 1 : 2),
            new SecretText("secret"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30)),
        List.of(new SlotSettings(1, "Coke", 50, 5)));
  }

  private void passTimeUntil(CompletableFuture<?> done) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              timers.advance(Duration.ofSeconds(1));
              return done.isDone();
            });
  }

  private CompletableFuture<DropResult> order(Machine machine) {
    return dispatcher.drop(
        new DropRequest(bob, machine, 1, Duration.ZERO, Optional.empty(), "test"));
  }

  private void awaitUp(Machine machine) {
    await().atMost(PATIENCE).until(() -> machine.status() == MachineStatus.UP);
  }

  @ParameterizedTest
  @EnumSource(names = "AT_ORDER_.*", mode = EnumSource.Mode.MATCH_ALL)
  void anOrderEndsInDoubtAndItsMachineIsFaulty(FaultyDriver.Deed deed) {
    machines.attach(new FaultyDriver("bad", deed), links, dispatcher);
    awaitUp(bad);
    awaitUp(good);

    CompletableFuture<DropResult> result = order(bad);
    // Others are served at once, before any time is over.
    assertThat(order(good).join().kind()).isEqualTo(Kind.DROPPED);
    passTimeUntil(result);

    assertThat(result.join().kind()).isEqualTo(Kind.IN_DOUBT);
    assertThat(bad.status()).isEqualTo(MachineStatus.DOWN);
    assertThat(bad.statusReason()).startsWith("faulty: the driver ");
    assertThat(order(bad).join().kind()).isEqualTo(Kind.OFFLINE);
    assertThat(order(good).join().kind()).isEqualTo(Kind.DROPPED);
  }

  @Test
  void refusedSettingsAreReportedWithoutTheNameOfAClass() {
    var driver = new FaultyDriver("bad", FaultyDriver.Deed.AT_OPENING_REFUSES_SETTINGS);
    machines.attach(driver, links, dispatcher);
    await().atMost(PATIENCE).until(() -> bad.statusReason().startsWith("faulty: "));
    assertThat(bad.statusReason())
        .isEqualTo("faulty: the driver refuses the machine's settings: slots: found 1");
  }

  @ParameterizedTest
  @EnumSource(names = "AT_OPENING_.*", mode = EnumSource.Mode.MATCH_ALL)
  void itsMachineIsFaultyWithoutAnOrder(FaultyDriver.Deed deed) {
    machines.attach(new FaultyDriver("bad", deed), links, dispatcher);
    awaitUp(good);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              timers.advance(Duration.ofSeconds(1));
              return bad.statusReason().startsWith("faulty: the driver ");
            });

    assertThat(bad.status()).isEqualTo(MachineStatus.DOWN);
    assertThat(order(bad).join().kind()).isEqualTo(Kind.OFFLINE);
    assertThat(order(good).join().kind()).isEqualTo(Kind.DROPPED);
  }

  @Test
  void aDriverThatNeverOpensItsBoardIsLoggedOnce() {
    var driver = new FaultyDriver("bad", FaultyDriver.Deed.EACH_TIME_FAILS_TO_OPEN);
    try (CapturedLog log = CapturedLog.of("io.drinkd.appliance.machine", Level.INFO)) {
      machines.attach(driver, links, dispatcher);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                timers.advance(Duration.ofSeconds(10));
                return driver.opened() > 4;
              });
      assertThat(log.lines())
          .filteredOn(line -> line.contains("machine bad: "))
          .containsExactly(
              "machine bad: faulty: the driver failed to open the board:"
                  + " java.lang.IllegalStateException: thrown by a driver of this test; reopening"
                  + " its board in 60 s");
    }
  }

  @Test
  void aFaultyDriverGetsAnotherChance() {
    machines.attach(new FaultyDriver("bad", FaultyDriver.Deed.AT_ORDER_THROWS), links, dispatcher);
    awaitUp(bad);
    assertThat(order(bad).join().kind()).isEqualTo(Kind.IN_DOUBT);

    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              timers.advance(Duration.ofSeconds(10));
              return bad.status() == MachineStatus.UP;
            });
    assertThat(order(bad).join().kind()).isEqualTo(Kind.DROPPED);
  }

  @Test
  void aDriverRunsOnThreadsOfItsMachinesOnly() {
    var driver = new FaultyDriver("bad", FaultyDriver.Deed.NONE);
    machines.attach(driver, links, dispatcher);
    awaitUp(bad);
    order(bad).join();

    assertThat(driver.threads()).containsOnly("machine bad");
  }

  @Test
  void aMachineWhoseDriverIsExpectedDoesNotWaitForOne() {
    assertThat(bad.status()).isEqualTo(MachineStatus.WAITING);
    machines.expect(Set.of("bad", "good"));

    assertThat(bad.status()).isEqualTo(MachineStatus.DOWN);
    assertThat(bad.statusReason()).isEqualTo("the board has not been reached yet");
    awaitUp(good);
  }

  @Test
  void noBoardIsOpenedAfterTheEnd() {
    passTimeUntil(machines.close());
    var driver = new FaultyDriver("bad", FaultyDriver.Deed.NONE);
    machines.attach(driver, links, dispatcher);

    assertThat(bad.status()).isEqualTo(MachineStatus.WAITING);
    assertThat(driver.threads()).isEmpty();
  }
}
