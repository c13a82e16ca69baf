package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.house.NewBoardCheckout;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningAppliance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A driver as {@code scripts/new-board} begins it, dropped into a running appliance whose machine
 * has the file that {@code plugins/README.md} shows.
 */
class NewBoardIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temporary;

  private CoffeeBoard board;
  private Path drivers;
  private RunningAppliance appliance;

  @BeforeEach
  void start() throws IOException {
    HouseFolder house = new HouseFolder(Files.createDirectory(temporary.resolve("house")));
    drivers = Files.createDirectory(temporary.resolve("drivers"));
    board = new CoffeeBoard("cupOfMine");
    Path secrets = Files.createDirectory(house.conf().resolve("secrets"));
    Path secret = Files.writeString(secrets.resolve("cafe"), "cupOfMine");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        house.conf().resolve("appliance.yaml"),
        """
        name: Floor drink server
        data: ../data
        plugins: %s
        listeners: [{ name: sunday, protocol: sunday, host: 127.0.0.1, port: 0, cards: yes }]
        """
            .formatted(drivers));
    Files.writeString(
        house.conf().resolve("machines/cafe.yaml"),
        machineFile().replace("10.0.0.6:4343", "127.0.0.1:" + board.port()));
    house.addMembers(List.of("alice"), 100);
    appliance = RunningAppliance.start(house);
  }

  private static String machineFile() throws IOException {
    String guide =
        Files.readString(Path.of(System.getProperty("drinkd.home"), "plugins", "README.md"));
    int begin = guide.indexOf("```yaml\n") + "```yaml\n".length();
    return guide.substring(begin, guide.indexOf("```", begin));
  }

  @AfterEach
  void stop() throws IOException {
    appliance.close();
    board.close();
  }

  @Test
  void servesClientOnceItsDriverIsThere() throws Exception {
    NewBoardCheckout checkout = new NewBoardCheckout(temporary.resolve("checkout"));
    assertThat(checkout.newBoard("coffee")).as(checkout.output()).isZero();
    Path jar = checkout.pack("coffee");
    try (MemberSession client = MemberSession.greeted(appliance.port())) {
      assertThat(client.ask("IBUTTON alice")).isEqualTo("OK Credits: 100");
      assertThat(client.ask("MACHINE cafe")).isEqualTo("OK Welcome to Cafe");
      assertThat(machine(client)).isEqualTo("cafe \"Cafe\" waiting");
      assertThat(client.ask("DROP 1")).startsWith("ERR 416 ");

      PluginJar.put(jar, drivers, "coffee.jar");
      long putNanos = System.nanoTime();
      await().atMost(PATIENCE).until(() -> machine(client).endsWith(" up"));
      assertThat(client.ask("DROP 1")).isEqualTo("OK Credits remaining: 70");
      System.out.printf(
          "a client was served %d ms after the driver was put there%n",
          Duration.ofNanos(System.nanoTime() - putNanos).toMillis());
    }
    assertThat(board.dropped()).containsExactly(1);
  }

  private static String machine(MemberSession client) throws IOException {
    String row = client.ask("MACHINES");
    assertThat(client.line()).isEqualTo("OK 1 Machines retrieved");
    return row;
  }
}
