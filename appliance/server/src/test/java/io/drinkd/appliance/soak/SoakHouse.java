package io.drinkd.appliance.soak;

import io.drinkd.appliance.process.Broker;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.driver.testkit.BoardModel;
import io.drinkd.driver.testkit.ReservedPort;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The machines of a soak: as many of each model, and half of those that may dial in do. */
final class SoakHouse {

  static final int SLOTS = 4;

  private static final int CANS = 1_000_000;
  private static final Duration MOTOR_TIME = Duration.ofMillis(20);

  /** More than the motor time, as for a real one. */
  private static final String PLC_PAUSE = "pause: 100ms\n";

  private final HouseFolder folder;
  private final ReservedPort boardsPort = ReservedPort.any();

  SoakHouse(HouseFolder folder) throws IOException {
    this.folder = folder;
    Files.writeString(
        folder.conf().resolve("appliance.yaml"),
        """
        name: Soak
        data: ../data
        listeners:
          - name: sunday
            protocol: sunday
            host: 127.0.0.1
            port: 0
            cards: yes
            requests-per-second: { connection: 10000000, address: 10000000 }
        boards: { accept: { host: 127.0.0.1, port: %d } }
        """
            .formatted(boardsPort.number()));
  }

  static String machine(int number) {
    return "m%02d".formatted(number);
  }

  static BoardModel model(int number) {
    return BoardModel.values()[number % BoardModel.values().length];
  }

  private static boolean dialsIn(int number) {
    boolean may = model(number) == BoardModel.TINI390 || model(number) == BoardModel.TINI400;
    return may && number / BoardModel.values().length % 2 == 1;
  }

  /** Model and kind of link, in words. */
  static String kind(int number) {
    return model(number) + (dialsIn(number) ? " dialling in" : "");
  }

  /** Switches all boards on and writes the machines' files. */
  List<SimulatedBoard> start(int machines, Broker broker) throws IOException {
    List<SimulatedBoard> boards = new ArrayList<>();
    for (int number = 0; number < machines; number++) {
      SimulatedBoard board = board(number, broker);
      boards.add(board);
      writeMachine(number, dialsIn(number) ? "accept: true" : "connect: 127.0.0.1:" + board.port());
    }
    return boards;
  }

  /** One that dials in is known by its password; those of a broker all have the broker's. */
  private static String password(int number) {
    return model(number) == BoardModel.MQTT
        ? HouseFolder.BOARD_PASSWORD
        : "password-of-" + machine(number);
  }

  private SimulatedBoard board(int number, Broker broker) throws IOException {
    var options =
        new SimulatedBoardOptions(password(number))
            .model(model(number))
            .atBroker(machine(number), "board")
            .stock(IntStream.range(0, SLOTS).mapToObj(slot -> CANS).toList())
            .motorTime(MOTOR_TIME)
            .canLog(folder.canLog(machine(number)));
    Duration redialAfter = Duration.ofMillis(500);
    if (model(number) == BoardModel.MQTT) {
      return SimulatedBoard.dial(
          options, new InetSocketAddress("127.0.0.1", broker.port()), redialAfter);
    }
    return dialsIn(number)
        ? SimulatedBoard.dial(options, boardsPort.onLoopback(), redialAfter)
        : SimulatedBoard.listen(options);
  }

  private void writeMachine(int number, String link) throws IOException {
    Path secret = Files.writeString(folder.conf().resolve(machine(number)), password(number));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    StringBuilder text =
        new StringBuilder(
            """
            name: Machine %s
            location: here
            driver: %s
            %s
            timeout: 1s
            guard-time: 2s
            """
                .formatted(machine(number), model(number), link));
    text.append(
        model(number) == BoardModel.UCCPLC
            ? PLC_PAUSE
            : "password: { file: %s }%n".formatted(machine(number)));
    if (model(number) == BoardModel.MQTT) {
      // All of them dial the broker; their settings tell them apart.
      text.append("settings: { orders: drinkd/%s/order }%n".formatted(machine(number)));
    }
    text.append("slots:\n");
    for (int slot = 1; slot <= SLOTS; slot++) {
      text.append("  - { slot: %d, item: Drink, price: 1, count: %d }%n".formatted(slot, CANS));
    }
    Path file = folder.conf().resolve("machines").resolve(machine(number) + ".yaml");
    Files.writeString(file, text);
  }
}
