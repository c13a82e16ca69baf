package io.drinkd.appliance.soak;

import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import io.drinkd.driver.testkit.Spelling;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The machines of a soak: half of each model, and half of each of those dials in. */
final class SoakHouse {

  static final int SLOTS = 4;

  private static final int CANS = 1_000_000;
  private static final Duration MOTOR_TIME = Duration.ofMillis(20);

  private final HouseFolder folder;
  private final int boardsPort;

  SoakHouse(HouseFolder folder) throws IOException {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      boardsPort = free.getLocalPort();
    }
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
            .formatted(boardsPort));
  }

  static String machine(int number) {
    return "m%02d".formatted(number);
  }

  private static boolean dialsIn(int number) {
    return number % 4 >= 2;
  }

  private static String model(int number) {
    return number % 2 == 0 ? "390" : "400";
  }

  /** Model and kind of link, in words. */
  static String kind(int number) {
    return "tini" + model(number) + (dialsIn(number) ? " dialling in" : " dialled");
  }

  /** Switches all boards on and writes the machines' files. */
  List<SimulatedBoard> start(int machines) throws IOException {
    List<SimulatedBoard> boards = new ArrayList<>();
    for (int number = 0; number < machines; number++) {
      String password = "password-of-" + machine(number);
      Path secret = Files.writeString(folder.conf().resolve(machine(number)), password);
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      SimulatedBoard board = board(number, password);
      boards.add(board);
      writeMachine(number, dialsIn(number) ? "accept: true" : "connect: 127.0.0.1:" + board.port());
    }
    return boards;
  }

  private SimulatedBoard board(int number, String password) throws IOException {
    var options =
        new SimulatedBoardOptions(password)
            .spelling(model(number).equals("390") ? Spelling.TINI_390 : Spelling.TINI_400)
            .stock(IntStream.range(0, SLOTS).mapToObj(slot -> CANS).toList())
            .motorTime(MOTOR_TIME)
            .canLog(folder.canLog(machine(number)));
    return dialsIn(number)
        ? SimulatedBoard.dial(
            options, new InetSocketAddress("127.0.0.1", boardsPort), Duration.ofMillis(500))
        : SimulatedBoard.listen(options);
  }

  private void writeMachine(int number, String link) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            name: Machine %s
            location: here
            driver: tini%s
            %s
            password: { file: %s }
            timeout: 1s
            guard-time: 2s
            slots:
            """
                .formatted(machine(number), model(number), link, machine(number)));
    for (int slot = 1; slot <= SLOTS; slot++) {
      text.append("  - { slot: %d, item: Drink, price: 1, count: %d }%n".formatted(slot, CANS));
    }
    Path file = folder.conf().resolve("machines").resolve(machine(number) + ".yaml");
    Files.writeString(file, text);
  }
}
