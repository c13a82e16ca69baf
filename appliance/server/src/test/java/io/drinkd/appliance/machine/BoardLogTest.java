package io.drinkd.appliance.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.plugin.DriverFolder;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestHouses;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is logged of a board's words never shows its password, at whatever level. */
class BoardLogTest {

  private static final String PASSWORD = "fjord-and-elk";

  @TempDir Path data;

  @Test
  void masksPasswordAlsoInGarbage() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CapturedLog log = CapturedLog.of("io.drinkd.board.d", Level.TRACE);
        SystemTimers timers = Timers.system("timers");
        BoardLinks links = new BoardLinks(Optional.empty(), timers);
        Services services =
            TestHouses.open(
                data, TestSettings.with(List.of(settings(server.getLocalPort()))), timers);
        DriverFolder drivers =
            new DriverFolder(Path.of(System.getProperty("drinkd.plugins")), data)) {
      Machines machines = services.foundation().machines();
      drivers.drivers().forEach(driver -> machines.attach(driver, links, new NoObserver()));
      try (Socket board = server.accept()) {
        String input = "x0" + PASSWORD + "\n0" + PASSWORD + "\n8 7 0" + PASSWORD + "\n872.5\n";
        board.getOutputStream().write(input.getBytes(StandardCharsets.US_ASCII));
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> log.lines().stream().anyMatch(line -> line.startsWith("< Temperature")));
      }
      machines.close().join();

      assertThat(log.lines())
          .contains("ignored malformed input: ****", "ignored malformed input: 8 7 0****")
          .noneMatch(line -> line.contains(PASSWORD));
    }
  }

  private static MachineSettings settings(int port) {
    return new MachineSettings(
        "d",
        "Big Drink",
        List.of(),
        "North stairwell",
        Optional.empty(),
        new BoardAccess(
            "tini390",
            new HostAndPort("127.0.0.1", port),
            new SecretText(PASSWORD),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30)),
        List.of(new SlotSettings(1, "Coke", 50, 5)));
  }

  /** Nobody orders anything here. */
  private static final class NoObserver implements MachineObserver {

    @Override
    public void statusChanged(Machine changed) {
      // It is looked at in the log.
    }

    @Override
    public void answeredLate(Machine answering, DropOrder order, DropOutcome outcome) {
      throw new AssertionError("nothing was ordered: " + order);
    }
  }
}
