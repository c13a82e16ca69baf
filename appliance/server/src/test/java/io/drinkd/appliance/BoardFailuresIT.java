package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drinkd.appliance.FailureTable.Row;
import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.ControlClient;
import io.drinkd.appliance.control.call.ControlPath;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.process.Broker;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import io.drinkd.driver.testkit.BoardModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plays the table of {@code plugins/FAILURES.md}: one appliance with the jars of all drivers, a
 * board of each model in a process of its own, and a member at each.
 */
class BoardFailuresIT {

  private static final Duration MOTOR_TIME = Duration.ofMillis(20);

  @TempDir static Path temporary;

  private static final Map<BoardModel, RunningBoard> BOARDS = new EnumMap<>(BoardModel.class);
  private static final Map<BoardModel, Future<List<Row>>> PLAYS = new HashMap<>();
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();
  private static Broker broker;
  private static Path drivers;
  private static Appliance appliance;

  @BeforeAll
  static void playAll() throws Exception {
    new ConfigurationFolder(temporary);
    drivers = Files.createDirectory(temporary.resolve("drivers"));
    if (Broker.isInstalled()) {
      broker = Broker.start(temporary.resolve("broker"));
    }
    for (BoardModel model : models()) {
      PluginJar.put(PluginJar.built(model.toString()), drivers, model + ".jar");
      BOARDS.put(model, board(model));
      configure(model, BOARDS.get(model).port());
    }
    addMembers();
    appliance =
        Appliance.start(
            new SettingsReader(Protocols.declared(), Map.of("PASSWORD", HouseFolder.BOARD_PASSWORD))
                .read(temporary),
            List.of(drivers));
    models().forEach(model -> PLAYS.put(model, THREADS.submit(() -> play(model))));
  }

  private static List<BoardModel> models() {
    return Stream.of(BoardModel.values())
        .filter(model -> model != BoardModel.MQTT || broker != null)
        .toList();
  }

  private static RunningBoard board(BoardModel model) throws IOException {
    Path cans = temporary.resolve("cans-" + model);
    return model == BoardModel.MQTT
        ? RunningBoard.startAt(broker, model.toString(), cans, MOTOR_TIME)
        : RunningBoard.start(cans, MOTOR_TIME, model);
  }

  private static void configure(BoardModel model, int port) throws IOException {
    Files.writeString(
        temporary.resolve("machines").resolve(model + ".yaml"),
        """
        name: Machine %s
        location: here
        driver: %s
        connect: 127.0.0.1:%d
        timeout: 3s
        guard-time: 3s
        pause: 100ms
        slots: [{ slot: 1, item: Coke, price: %d, count: 1000 }]
        """
                .formatted(model, model, port, FailingBoard.PRICE)
            + (model == BoardModel.UCCPLC ? "" : "password: { env: PASSWORD }\n"));
  }

  private static void addMembers() throws IOException {
    try (DataFolder data = DataFolder.take(temporary.resolve("data"));
        SystemTimers timers = Timers.system("timers");
        Services books = Services.openBooks(data.path(), TestSettings.MEMBERS, timers)) {
      models().forEach(model -> ApplianceWithBoards.add(books, model.toString(), false, 1_000));
    }
  }

  private static List<Row> play(BoardModel model) throws IOException {
    String name = model.toString();
    try (MemberSession member = MemberSession.loggedIn(appliance.port("sunday"), name, name)) {
      return new FailingBoard(
              model, BOARDS.get(model), member, BoardFailuresIT::command, () -> removeDriver(model))
          .play();
    }
  }

  private static void removeDriver(BoardModel model) {
    try {
      Files.delete(drivers.resolve(model + ".jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // It waits for the order that is with the board.
    THREADS.submit(
        () -> {
          appliance.driverWatch().lookNow();
          return null;
        });
  }

  private static synchronized String command(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CommandRequest request = CommandRequest.here(List.of(arguments), Map.of());
    try {
      new ControlClient(ControlPath.in(temporary.resolve("data")))
          .run(request, new ProcessTerminal(out, out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
    if (appliance != null) {
      appliance.close();
    }
    BOARDS.values().forEach(RunningBoard::close);
    if (broker != null) {
      broker.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsAsTheTableSays(BoardModel model) throws Exception {
    assumeTrue(PLAYS.containsKey(model), "mosquitto is not installed");

    assertThat(PLAYS.get(model).get()).isEqualTo(FailureTable.rows(model.toString()));
  }
}
