package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process where it may have few files open, and then no more at all. */
class FileLimitIT {

  private static final int FILES = 250;
  private static final int NOBODY_THERE = 9;
  private static final Pattern BOARDS_PORT = Pattern.compile("boards dial in on port (\\d+)");

  @TempDir Path folder;

  @Test
  void lowersConnectionsAndRefusesClientsForWhomNoFileIsLeft() throws Exception {
    HouseFolder house = new HouseFolder(folder);
    house.addMachine("d", NOBODY_THERE, Duration.ofSeconds(60), Duration.ofSeconds(30));
    try (RunningAppliance appliance = RunningAppliance.startWithFiles(house, FILES)) {
      int port = appliance.port();
      appliance.awaitLog(
          Pattern.compile(
              "listener sunday: connections lowered from 2000 to \\d+, for the process may have "
                  + FILES
                  + " files open"));

      limitFiles(appliance, highestFile(appliance) + 6);
      List<LineClient> clients = new ArrayList<>();
      String answer = "OK";
      while (answer.startsWith("OK") && clients.size() < FILES) {
        LineClient client = LineClient.connect(port);
        clients.add(client);
        answer = client.line();
      }
      assertThat(answer).isEqualTo("ERR 205 Maximum user count reached.");
      assertThat(appliance.log()).doesNotContain("\tat ", "Exception");

      for (LineClient client : clients) {
        client.close();
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> isGreeted(port));
      assertThat(appliance.stop()).isZero();
    }
  }

  @Test
  void boardsWaitForWhomNoFileIsLeft() throws Exception {
    HouseFolder house = new HouseFolder(folder);
    house.addMachine("d", NOBODY_THERE, Duration.ofSeconds(60), Duration.ofSeconds(30));
    Files.writeString(
        house.conf().resolve("appliance.yaml"),
        "boards: { accept: { host: 127.0.0.1, port: 0 } }\n",
        StandardOpenOption.APPEND);
    try (RunningAppliance appliance = RunningAppliance.startWithFiles(house, FILES)) {
      appliance.port();
      appliance.awaitLog(
          Pattern.compile("boards: connections that have not logged in lowered from 256 to \\d+"));
      Matcher port = BOARDS_PORT.matcher(appliance.log());
      assertThat(port.find()).isTrue();

      limitFiles(appliance, highestFile(appliance) + 6);
      List<LineClient> boards = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        boards.add(LineClient.connect(Integer.parseInt(port.group(1))));
      }
      appliance.awaitLog(Pattern.compile("connections of boards wait, for the process may not"));
      assertThat(appliance.log()).doesNotContain("\tat ", "Exception");
      for (LineClient board : boards) {
        board.close();
      }
      assertThat(appliance.stop()).isZero();
    }
  }

  private static boolean isGreeted(int port) throws IOException {
    try (LineClient client = LineClient.connect(port)) {
      return client.line().startsWith("OK Welcome");
    }
  }

  private static long highestFile(RunningAppliance appliance) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", "" + appliance.pid(), "fd"))) {
      return files.mapToLong(file -> Long.parseLong("" + file.getFileName())).max().orElseThrow();
    }
  }

  private static void limitFiles(RunningAppliance appliance, long most)
      throws IOException, InterruptedException {
    Process limiting =
        new ProcessBuilder("prlimit", "--pid", "" + appliance.pid(), "--nofile=" + most + ":")
            .inheritIO()
            .start();
    assertThat(limiting.waitFor()).isZero();
  }
}
