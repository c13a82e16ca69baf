package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.ControlClient;
import io.drinkd.appliance.control.call.ControlPath;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.process.Broker;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.driver.testkit.BoardModel;
import io.drinkd.driver.testkit.LastRecord;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drivers come, change and go while members drink, one model after the other. How often is the
 * system property {@value #CYCLES}: a few times, or, to be sure of what is left behind, 300 by
 * {@code scripts/hot-plug}.
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
  private final Map<String, Changing> changing = new TreeMap<>();
  private SimulatedBoard steady;
  private Optional<Broker> broker = Optional.empty();
  private Appliance appliance;

  /**
   * A model whose driver comes and goes.
   *
   * @param jar with the driver
   * @param port of the board, or of its broker
   * @param cansFallen how many cans have fallen
   */
  private record Changing(Path jar, int port, LongSupplier cansFallen, AutoCloseable board) {}

  @BeforeEach
  void start() throws Exception {
    steady = SimulatedBoard.listen(options(BoardModel.TINI400));
    if (Broker.isInstalled()) {
      broker = Optional.of(Broker.start(temporary.resolve("broker")));
    }
    drivers = Files.createDirectory(temporary.resolve("drivers"));
    PluginJar.put(PluginJar.built("tini400"), drivers, "tini400.jar");
    var configuration = new ConfigurationFolder(temporary);
    configuration.machine("steady", "tini400", steady.port(), 1_000_000);
    for (BoardModel model : changingModels()) {
      SimulatedBoard board = board(model);
      Path jar = PluginJar.built(model.toString());
      changing.put(
          model.toString(), new Changing(jar, board.port(), board::cansFallen, board::close));
    }
    // Its driver brings a library.
    JsonBoard json = new JsonBoard(HouseFolder.BOARD_PASSWORD);
    Path shaded = Path.of(System.getProperty("drinkd.json-board"));
    changing.put("json-board", new Changing(shaded, json.port(), json::cansFallen, json));
    for (Map.Entry<String, Changing> model : changing.entrySet()) {
      configuration.machine(model.getKey(), model.getKey(), model.getValue().port(), 1_000_000);
    }
    appliance = Appliance.start(configuration.read(HouseFolder.BOARD_PASSWORD), List.of(drivers));
    for (int member = 0; member < MEMBERS; member++) {
      String name = "member" + member;
      String card = MemberSession.card(name);
      command("user", "add", name, "--credits", "1000000", "--ibutton", card);
    }
  }

  private List<BoardModel> changingModels() {
    return Stream.of(BoardModel.values())
        .filter(model -> model != BoardModel.TINI400)
        .filter(model -> model != BoardModel.MQTT || broker.isPresent())
        .toList();
  }

  private SimulatedBoard board(BoardModel model) throws IOException {
    return model == BoardModel.MQTT
        ? SimulatedBoard.dial(
            options(model),
            new InetSocketAddress("127.0.0.1", broker.orElseThrow().port()),
            Duration.ofMillis(200))
        : SimulatedBoard.listen(options(model));
  }

  private static SimulatedBoardOptions options(BoardModel model) {
    return new SimulatedBoardOptions(HouseFolder.BOARD_PASSWORD)
        .model(model)
        .atBroker(model.toString(), "board")
        .stock(1_000_000)
        .motorTime(Duration.ofMillis(2));
  }

  @AfterEach
  void stop() throws Exception {
    appliance.close();
    for (Changing model : changing.values()) {
      model.board().close();
    }
    steady.close();
    broker.ifPresent(Broker::close);
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
    List<String> models = List.copyOf(changing.keySet());
    int cycles = Math.max(models.size() + 1, Integer.getInteger(CYCLES, 10));
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (String model : models) {
      cycle(model, loaders);
    }
    Left before = Left.now(temporary);
    for (int cycle = models.size() + 1; cycle <= cycles; cycle++) {
      cycle(models.get(cycle % models.size()), loaders);
      if (cycle % CYCLES_A_LINE == 0) {
        report(cycle, before, loaders);
      }
    }

    await().atMost(PATIENCE).until(() -> Left.now(temporary).isNoMoreThan(before));
    endDrinking();
    assertThat(mistakes).isEmpty();
    assertThat(served).as("drops while drivers came and went").hasPositiveValue();
    assertThat(away).as("orders for a machine without a driver").hasPositiveValue();
    long fallen =
        changing.values().stream().mapToLong(model -> model.cansFallen().getAsLong()).sum();
    assertThat(fallen + steady.cansFallen()).isEqualTo(served.get());
    assertThat(command("drops", "--in-doubt").lines().skip(1)).isEmpty();
    await().atMost(PATIENCE).until(() -> collected(loaders) == loaders.size());
    report(cycles, before, loaders);
  }

  /**
   * What a driver may leave behind. The files of the databases are none of it: SQLite opens them
   * once more, and keeps them, whenever two connections happen to read at once.
   *
   * @param descriptors of open files and sockets
   * @param files below the folders of drivers and of their copies
   */
  private record Left(long descriptors, long threads, long files) {

    static Left now(Path house) throws IOException {
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"));
          Stream<Path> files = Files.walk(house.resolve("drivers"));
          Stream<Path> copies = Files.walk(house.resolve("data/unpacked"))) {
        return new Left(
            open.filter(one -> !isOfDatabase(one)).count(),
            Thread.getAllStackTraces().size(),
            files.count() + copies.count());
      }
    }

    private static boolean isOfDatabase(Path descriptor) {
      try {
        return Files.readSymbolicLink(descriptor).toString().matches(".*[.]db(-wal|-shm)?");
      } catch (IOException e) {
        // Closed meanwhile.
        return true;
      }
    }

    boolean isNoMoreThan(Left other) {
      return descriptors <= other.descriptors && threads <= other.threads && files <= other.files;
    }
  }

  private void report(int cycle, Left before, List<WeakReference<ClassLoader>> loaders)
      throws IOException {
    System.out.printf(
        "%d cycles: %d clients connected, %d drops made, %d for want of a driver not; %s after the"
            + " first cycle of each model, %s now; class loaders %d made, %d collected%n",
        cycle,
        threads.stream().filter(Thread::isAlive).count(),
        served.get(),
        away.get(),
        before,
        Left.now(temporary),
        loaders.size(),
        collected(loaders));
  }

  /** A driver's record that was compared last is kept by Java, and is no leak. */
  private static long collected(List<WeakReference<ClassLoader>> loaders) {
    LastRecord.replace();
    System.gc();
    return loaders.stream().filter(loader -> loader.get() == null).count();
  }

  /** The driver comes, is replaced, and goes. */
  private void cycle(String model, List<WeakReference<ClassLoader>> loaders) throws Exception {
    put(model);
    loaders.add(loader(model));
    awaitChanging(model, "up");
    put(model);
    loaders.add(loader(model));
    assertThat(loaders.get(loaders.size() - 1).get())
        .isNotSameAs(loaders.get(loaders.size() - 2).get());
    awaitChanging(model, "up");
    Files.delete(drivers.resolve(model + ".jar"));
    appliance.driverWatch().lookNow();
    awaitChanging(model, "waiting");
  }

  private void put(String model) throws Exception {
    PluginJar.put(changing.get(model).jar(), drivers, model + ".jar");
    appliance.driverWatch().lookNow();
    appliance.driverWatch().lookNow();
  }

  private WeakReference<ClassLoader> loader(String model) {
    return appliance.drivers().drivers().stream()
        .filter(driver -> driver.model().equals(model))
        .map(driver -> new WeakReference<>(driver.driver().getClass().getClassLoader()))
        .findFirst()
        .orElseThrow();
  }

  private void awaitChanging(String model, String status) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              try (MemberSession client = MemberSession.greeted(appliance.port("sunday"))) {
                client.say("MACHINES", "QUIT");
                String row = client.line();
                while (!row.startsWith(model + " ")) {
                  row = client.line();
                }
                return row.endsWith(status);
              }
            });
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
        for (String model : changing.keySet()) {
          drop(member, model);
        }
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
