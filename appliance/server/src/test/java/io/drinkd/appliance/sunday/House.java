package io.drinkd.appliance.sunday;

import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.config.PasswordCost;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.machine.BoardLinks;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.plugin.DriverFolder;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.service.Foundation;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.StopSwitch;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import io.drinkd.driver.testkit.ManualTimers;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * What is behind a door: a real store, real members and two machines. Machine d has a simulated
 * board, which is linked only after {@link #linkBoards}; the board of machine ld is never there.
 *
 * <p>Members: bob (1000 credits), poor (10), carol (iButton 01ab23cd, no password) and the admin
 * alice; a password is the name and "'s password".
 */
public final class House implements AutoCloseable {

  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What time it is for the services of a house whose time stands still. */
  public static final Instant NOW = Instant.parse("2026-11-20T08:25:17Z");

  /** Whoever connects to this address of the host has machine ld selected. */
  static final String ADDRESS_OF_LD = "127.0.0.2";

  private static final String BOARD_PASSWORD = "says the board";

  private static final Duration ANSWER_TIMEOUT = Duration.ofMillis(500);

  /** Stands still, so that no answer of the board is too late by accident. */
  private final ManualTimers houseTimers = new ManualTimers();

  private final Path data;
  private final SystemTimers realTimers = Timers.system("door-timers");
  private final Timers doorTimers;
  private final BoardLinks links;
  private final Services services;
  private final Foundation foundation;
  private final SimulatedBoard board;
  private final AbsentDirectory absent = new AbsentDirectory();
  private Optional<DriverFolder> drivers = Optional.empty();

  /** What a test may choose before the house is opened; see {@link House} for what it is else. */
  public static final class Options {
    public LoginLimits logins = TestSettings.MEMBERS.logins();
    public PasswordCost passwordCost = TestSettings.PASSWORD_COST;
    public boolean directory;
    public boolean directoryAway;
    public boolean remoteShutdown;

    /** What the file of machine d calls it. */
    public String machine = "Big Drink";

    /** From so many degrees on machine d is not cold; its board says 22.5. */
    public Optional<Double> cold = Optional.empty();

    /** Whether the books that are there stay. */
    public boolean again;

    public StopSwitch stopSwitch = again -> {};

    /** The time of services and doors; empty for one that stands still, and passes at doors. */
    public Optional<Timers> timers = Optional.empty();
  }

  public House(Path data) throws IOException {
    this(data, new Options());
  }

  public House(Path data, Options options) throws IOException {
    this.data = data;
    doorTimers = options.timers.orElse(realTimers);
    board = SimulatedBoard.listen(new SimulatedBoardOptions(BOARD_PASSWORD).stock(5, 5, 0, 5, 5));
    if (!options.again) {
      PreparedData.copyTo(data);
    }
    links = new BoardLinks(Optional.empty(), houseTimers);
    MachineSettings big =
        machine("d", options.machine, "North stairwell", board.port(), options.cold);
    MachineSettings little =
        machine("ld", "Little Drink", "Machine room", board.port(), Optional.empty());
    MemberSettings members =
        new MemberSettings(
            0,
            TestSettings.UNDO,
            options.logins,
            options.passwordCost,
            options.directory,
            options.directory,
            options.directoryAway ? Optional.of(absent.settings()) : Optional.empty());
    services =
        Services.open(
            data,
            TestSettings.with(
                List.of(big, little), TestSettings.LIMITS, members, options.remoteShutdown),
            options.timers.orElse(new HouseTime(houseTimers, realTimers)),
            options.stopSwitch);
    foundation = services.foundation();
  }

  /**
   * Time that stands still, so that the appliance was always started then and no answer of the
   * board is too late, but for the delays of drops, which really pass: the transcripts have some of
   * one to three seconds, and nothing else in the house takes whole ones so short.
   */
  private record HouseTime(Timers still, Timers passing) implements Timers {

    private static final Duration LONGEST_DELAY = Duration.ofSeconds(3);

    @Override
    public Clock clock() {
      return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Override
    public long nanoTime() {
      return still.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      boolean isDelay = delay.toNanosPart() == 0 && delay.compareTo(LONGEST_DELAY) <= 0;
      return (isDelay ? passing : still).after(delay, task);
    }
  }

  private static MachineSettings machine(
      String id, String name, String location, int port, Optional<Double> cold) {
    List<SlotSettings> slots = new ArrayList<>();
    slots.add(new SlotSettings(1, "Coke", 50, 5));
    slots.add(new SlotSettings(2, "Root Beer", 60, 5));
    slots.add(new SlotSettings(3, "Dr Pepper", 50, 5));
    slots.add(new SlotSettings(4, "Cola \u00fcber alles", 50, 0));
    return new MachineSettings(
        id,
        name,
        List.of(name.replace(" ", "").toLowerCase(Locale.ROOT)),
        location,
        id.equals("d") ? Optional.empty() : Optional.of(ADDRESS_OF_LD),
        new BoardAccess(
            id.equals("d") ? "tini390" : "none such",
            new HostAndPort("127.0.0.1", port),
            new SecretText(BOARD_PASSWORD),
            ANSWER_TIMEOUT,
            Duration.ofMinutes(10)),
        new MachineSettings.Contents(slots, cold));
  }

  /** Loads the driver and waits until machine d is up and its temperature known. */
  public House linkBoards() throws IOException {
    DriverFolder folder = new DriverFolder(PluginJar.folderOf("tini390"), data);
    drivers = Optional.of(folder);
    folder
        .drivers()
        .forEach(
            loaded -> foundation.machines().attach(loaded.driver(), links, services.dispatcher()));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                foundation.machines().find("d").orElseThrow().status() == MachineStatus.UP
                    && foundation
                        .machines()
                        .find("d")
                        .orElseThrow()
                        .temperatureCelsius()
                        .isPresent()
                    && foundation.machines().find("d").orElseThrow().slot(3).orElseThrow().empty());
    return this;
  }

  /** Applies a configuration that has that machine no more. */
  public void changeWithout(String machine) {
    foundation
        .machines()
        .change(
            foundation.machines().all().stream()
                .map(Machine::settings)
                .filter(settings -> !settings.id().equals(machine))
                .toList());
  }

  /** Takes a slot of machine d off sale. */
  public void disable(int slot) {
    Machine big = foundation.machines().find("d").orElseThrow();
    SlotEdit edit = new SlotEdit("Coke", 50, 5, 0, false);
    foundation.machines().edit(big, slot, before -> edit, "test").join();
  }

  /** Takes machine d out of service. */
  public void takeOutOfService() {
    services
        .catalog()
        .outOfService(TestClaims.OPERATOR, "d", new Remark("the belt is torn"))
        .join();
  }

  /** Lets all that is to be written into the books wait until the latch is released. */
  public void holdBooks(CountDownLatch until) {
    foundation
        .store()
        .write(
            tx -> {
              try {
                until.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return null;
            });
  }

  /** From now on nothing is written into the books or read from them, for good. */
  public void closeBooks() {
    foundation.store().close();
  }

  /**
   * Has something go wrong with the board of machine d, as its help says. After {@code silence} the
   * time for the next order's answer is over as soon as its can has fallen.
   */
  public void commandBoard(String command) {
    long before = board.cansFallen();
    board.command(command);
    if (command.equals("silence")) {
      new Thread(() -> letAnswerTimePass(before), "answer-time").start();
    }
  }

  private void letAnswerTimePass(long cansBefore) {
    Machine big = foundation.machines().find("d").orElseThrow();
    await().atMost(PATIENCE).until(() -> board.cansFallen() > cansBefore);
    // Once may be too early: the can falls while the driver is still writing the order.
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              houseTimers.advance(ANSWER_TIMEOUT);
              return big.status() == MachineStatus.QUARANTINED;
            });
  }

  public List<String> booksDisagreements() {
    return BooksVerifier.verify(foundation.store()).join().disagreements();
  }

  Members members() {
    return foundation.members();
  }

  /** What a door needs. */
  public Services services() {
    return services;
  }

  /** The time of doors. */
  public Timers timers() {
    return doorTimers;
  }

  @Override
  public void close() {
    foundation.machines().close().join();
    links.close();
    drivers.ifPresent(DriverFolder::close);
    services.close();
    realTimers.close();
    board.close();
    absent.close();
  }
}
