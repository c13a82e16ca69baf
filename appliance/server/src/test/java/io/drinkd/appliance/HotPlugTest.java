package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.ControlClient;
import io.drinkd.appliance.control.call.ControlPath;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import io.drinkd.driver.testkit.Spelling;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drivers come, change and go while members drink. How often is the system property {@value
 * #CYCLES}: a few times, or, to be sure of what is left behind, 300 by {@code scripts/hot-plug}.
 */
// Each wait has an end of its own; how long all cycles take together depends on how many there are.
@Timeout(value = 1, unit = TimeUnit.HOURS)
class HotPlugTest {

  private static final String CYCLES = "drinkd.hot-plug.cycles";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MEMBERS = 4;
  private static final int CYCLES_A_LINE = 10;

  @TempDir Path temporary;

  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicLong served = new AtomicLong();
  private final AtomicLong away = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private final List<String> mistakes = new ArrayList<>();
  private Path drivers;
  private SimulatedBoard changing;
  private SimulatedBoard steady;
  private Appliance appliance;

  @BeforeEach
  void start() throws Exception {
    changing = SimulatedBoard.listen(options(Spelling.TINI_390));
    steady = SimulatedBoard.listen(options(Spelling.TINI_400));
    drivers = Files.createDirectory(temporary.resolve("drivers"));
    PluginJar.put(PluginJar.built("tini400"), drivers, "tini400.jar");
    var configuration = new ConfigurationFolder(temporary);
    configuration.machine("changing", "tini390", changing.port(), 1_000_000);
    configuration.machine("steady", "tini400", steady.port(), 1_000_000);
    appliance = Appliance.start(configuration.read("secret"), List.of(drivers));
    for (int member = 0; member < MEMBERS; member++) {
      String name = "member" + member;
      String card = MemberSession.card(name);
      command("user", "add", name, "--credits", "1000000", "--ibutton", card);
    }
  }

  private static SimulatedBoardOptions options(Spelling spelling) {
    return new SimulatedBoardOptions("secret")
        .spelling(spelling)
        .stock(1_000_000)
        .motorTime(Duration.ofMillis(2));
  }

  @AfterEach
  void stop() {
    appliance.close();
    changing.close();
    steady.close();
  }

  private String command(String... arguments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CommandRequest request = CommandRequest.here(List.of(arguments), Map.of());
    ControlClient client = new ControlClient(ControlPath.in(temporary.resolve("data")));
    InputStream stdin = System.in;
    System.setIn(new ByteArrayInputStream("drink\n".getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(client.run(request, new ProcessTerminal(out, out))).hasValue(ExitCode.WELL);
    } finally {
      System.setIn(stdin);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void nobodyIsDroppedAndNothingIsLeft() throws Exception {
    await().atMost(PATIENCE).until(() -> command("plugin", "list").contains("missing"));
    beginToDrink();
    int cycles = Integer.getInteger(CYCLES, 4);
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    cycle(loaders);
    long descriptors = descriptors();
    for (int cycle = 2; cycle <= cycles; cycle++) {
      cycle(loaders);
      if (cycle % CYCLES_A_LINE == 0) {
        report(cycle, descriptors, loaders);
      }
    }

    await().atMost(PATIENCE).until(() -> descriptors() <= descriptors);
    endDrinking();
    assertThat(mistakes).isEmpty();
    assertThat(served).as("drops while drivers came and went").hasPositiveValue();
    assertThat(away).as("orders for a machine without a driver").hasPositiveValue();
    assertThat(changing.cansFallen() + steady.cansFallen()).isEqualTo(served.get());
    assertThat(command("drops", "--in-doubt")).doesNotContain("changing", "steady");
    await().atMost(PATIENCE).until(() -> collected(loaders) == loaders.size());
    report(cycles, descriptors, loaders);
  }

  private void report(int cycle, long descriptorsBefore, List<WeakReference<ClassLoader>> loaders)
      throws IOException {
    System.out.printf(
        "%d cycles: %d clients connected, %d drops made, %d for want of a driver not; descriptors"
            + " %d after the first cycle, %d now; class loaders %d made, %d collected%n",
        cycle,
        threads.stream().filter(Thread::isAlive).count(),
        served.get(),
        away.get(),
        descriptorsBefore,
        descriptors(),
        loaders.size(),
        collected(loaders));
  }

  private static long collected(List<WeakReference<ClassLoader>> loaders) {
    System.gc();
    return loaders.stream().filter(loader -> loader.get() == null).count();
  }

  /** The driver comes, is replaced, and goes. */
  private void cycle(List<WeakReference<ClassLoader>> loaders) throws Exception {
    put();
    loaders.add(loader());
    awaitChanging("up");
    put();
    loaders.add(loader());
    assertThat(loaders.get(loaders.size() - 1).get())
        .isNotSameAs(loaders.get(loaders.size() - 2).get());
    awaitChanging("up");
    Files.delete(drivers.resolve("tini390.jar"));
    appliance.driverWatch().lookNow();
    awaitChanging("waiting");
  }

  private void put() throws Exception {
    PluginJar.put(PluginJar.built("tini390"), drivers, "tini390.jar");
    appliance.driverWatch().lookNow();
    appliance.driverWatch().lookNow();
  }

  private WeakReference<ClassLoader> loader() {
    return appliance.drivers().drivers().stream()
        .filter(driver -> driver.model().equals("tini390"))
        .map(driver -> new WeakReference<>(driver.driver().getClass().getClassLoader()))
        .findFirst()
        .orElseThrow();
  }

  private void awaitChanging(String status) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              try (MemberSession client = MemberSession.greeted(appliance.port("sunday"))) {
                String row = client.ask("MACHINES");
                return row.startsWith("changing ") && row.endsWith(status);
              }
            });
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private void beginToDrink() {
    for (int member = 0; member < MEMBERS; member++) {
      String name = "member" + member;
      Thread thread = new Thread(() -> drink(name), name);
      thread.start();
      threads.add(thread);
    }
  }

  private void endDrinking() throws InterruptedException {
    enough.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** One connection for the whole time, on which each request has its answer. */
  private void drink(String name) {
    int port = appliance.port("sunday");
    try (MemberSession member = MemberSession.loggedIn(port, name, "steady")) {
      while (!enough.get()) {
        drop(member, "changing");
        drop(member, "steady");
      }
    } catch (IOException e) {
      wrong(name + " was dropped: " + e);
    }
  }

  private void drop(MemberSession member, String machine) throws IOException {
    member.ask("MACHINE " + machine);
    String answer = member.ask("DROP 1");
    if (answer.startsWith("OK")) {
      served.incrementAndGet();
    } else if (answer.startsWith("ERR 416")) {
      away.incrementAndGet();
    } else if (!answer.startsWith("ERR 152")) {
      wrong(machine + ": " + answer);
    }
  }

  private void wrong(String mistake) {
    synchronized (mistakes) {
      mistakes.add(mistake);
    }
  }
}
