package io.drinkd.appliance.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestHouses;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.testkit.ManualTimers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose file lists slots 1 to 3, 5 cans in each, and a board that has other slots. */
class SlotDifferencesTest {

  @TempDir Path data;

  private final ManualTimers timers = new ManualTimers();
  private final CapturedLog log = CapturedLog.of(SlotDifferences.class.getName(), Level.WARN);
  private Services services;
  private BoardLinks links;
  private Machines machines;
  private Machine machine;
  private BoardListener board;

  @BeforeEach
  void open() throws Exception {
    services = TestHouses.open(data, TestSettings.with(List.of(settings(1, 2, 3))), timers);
    links = new BoardLinks(Optional.empty(), timers);
    machines = services.foundation().machines();
    machine = machines.find("d").orElseThrow();
    ReportingDriver driver = new ReportingDriver();
    machines.attach(driver, links, new NoObserver());
    board = driver.listener.get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() {
    machines.close().join();
    links.close();
    services.close();
    log.close();
  }

  private static MachineSettings settings(int... slots) {
    return new MachineSettings(
        "d",
        "Big Drink",
        List.of(),
        "North stairwell",
        Optional.empty(),
        new BoardAccess(
            "telling",
            new HostAndPort("127.0.0.1", 9),
            new SecretText("secret"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30)),
        IntStream.of(slots).mapToObj(slot -> new SlotSettings(slot, "Coke", 50, 5)).toList());
  }

  private void report(Map<Integer, Boolean> loaded) {
    Map<Integer, SlotReading> slots = new TreeMap<>();
    loaded.forEach((slot, any) -> slots.put(slot, SlotReading.of(any)));
    board.slotsReported(slots);
  }

  private List<String> slots() {
    return machine.slots().stream().map(slot -> slot.number() + ": " + slot.available()).toList();
  }

  @Test
  void namesNothingWhereBothAgree() {
    report(Map.of(1, true, 2, false, 3, true));

    assertThat(log.lines()).isEmpty();
    assertThat(slots()).containsExactly("1: 5", "2: 0", "3: 5");
  }

  @Test
  void slotThatBoardDoesNotReportFollowsTheCount() {
    report(Map.of(1, true, 2, false));

    assertThat(log.lines())
        .containsExactly(
            "machine d: its board does not report slots [3], which its file lists; they are sold by"
                + " their count alone");
    assertThat(slots()).containsExactly("1: 5", "2: 0", "3: 5");

    machines.edit(machine, 3, before -> new SlotEdit("Coke", 50, 2, 0, true), "test").join();
    assertThat(slots()).containsExactly("1: 5", "2: 0", "3: 2");
    machines.edit(machine, 3, before -> new SlotEdit("Coke", 50, 0, 0, true), "test").join();
    assertThat(slots()).containsExactly("1: 5", "2: 0", "3: 0");
  }

  @Test
  void slotThatFileDoesNotListIsNotSold() {
    report(Map.of(1, true, 2, true, 3, true, 9, true));

    assertThat(log.lines())
        .containsExactly(
            "machine d: its board reports slots [9], which its file does not list; they are not sold");
    assertThat(machine.slot(9)).isEmpty();
    assertThat(slots()).containsExactly("1: 5", "2: 5", "3: 5");
  }

  @Test
  void eachIsNamedOnce() {
    report(Map.of(1, true, 9, true));
    assertThat(log.lines()).hasSize(2);
    report(Map.of(1, false, 9, false));
    assertThat(log.lines()).hasSize(2);

    report(Map.of(1, true, 8, true, 9, true));
    assertThat(log.lines())
        .hasSize(3)
        .last()
        .asString()
        .startsWith("machine d: its board reports slots [8], which");
  }

  @Test
  void singleSlotImpliesNothingAboutOthers() {
    report(Map.of(2, false));

    assertThat(log.lines()).isEmpty();
    assertThat(slots()).containsExactly("1: 5", "2: 0", "3: 5");
  }

  /** A driver whose board reports what the test wants. */
  private static final class ReportingDriver implements MachineDriver {

    private final CompletableFuture<BoardListener> listener = new CompletableFuture<>();

    @Override
    public String model() {
      return "telling";
    }

    @Override
    public BoardTraits traits() {
      return BoardTraits.loggingIn(new Liveness(Duration.ofSeconds(60), Duration.ofSeconds(90)));
    }

    @Override
    public Board open(BoardContext context) {
      listener.complete(context.listener());
      return new Board() {

        @Override
        public CompletableFuture<DropOutcome> drop(DropOrder order) {
          return CompletableFuture.completedFuture(new DropOutcome.NotSent("it only reports"));
        }

        @Override
        public CompletableFuture<Void> close() {
          return CompletableFuture.completedFuture(null);
        }
      };
    }
  }

  /** Nobody orders anything here. */
  private static final class NoObserver implements MachineObserver {

    @Override
    public void statusChanged(Machine changed) {
      // What the slots are does not depend on it.
    }

    @Override
    public void answeredLate(Machine answering, DropOrder order, DropOutcome outcome) {
      throw new AssertionError("nothing was ordered: " + order);
    }
  }
}
