package io.drinkd.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code scripts/drink} as a process of its own. */
class ScriptIT {

  private static final Path SCRIPT =
      Path.of(System.getProperty("drinkd.home"), "scripts/drink").toAbsolutePath();

  private final RunningHouse house = RunningHouse.get();

  private static Process start(Path settings, String... line) throws IOException {
    // A program that was started in the background, as a build may be, ignores Ctrl-C; its children
    // do too.
    List<String> command =
        new ArrayList<>(List.of("env", "--default-signal=INT", SCRIPT.toString()));
    command.addAll(List.of("--settings", settings.toString()));
    command.addAll(List.of(line));
    return new ProcessBuilder(command).start();
  }

  private static String all(java.io.InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void runsACommandAndEndsWithItsCode() throws Exception {
    Path settings = house.loggedIn(house.member(20), house.port("sunday"));

    Process balance = start(settings, "balance");
    assertThat(all(balance.getInputStream())).isEqualTo("Credits: 20\n");
    assertThat(balance.waitFor()).isZero();

    Process poor = start(settings, "drop", "d", "über");
    assertThat(all(poor.getErrorStream()))
        .isEqualTo("drink: Cola über alles costs 50 credits, and you have 20\n");
    assertThat(poor.waitFor()).isEqualTo(3);
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() throws Exception {
    Path settings = house.loggedIn(house.member(20), house.port("sunday"));
    Process full =
        new ProcessBuilder(SCRIPT.toString(), "--settings", settings.toString(), "balance")
            .redirectOutput(new File("/dev/full"))
            .start();
    assertThat(all(full.getErrorStream())).isEqualTo("drink: the output cannot be written\n");
    assertThat(full.waitFor()).isEqualTo(1);
  }

  @Test
  void watchShowsAnObjectALine() throws Exception {
    String member = house.member(20);
    Process watch = start(house.loggedIn(member, house.port("sunday")), "watch", "--json");
    BufferedReader errors = watch.errorReader(StandardCharsets.UTF_8);
    assertThat(errors.readLine()).isEqualTo("Watching. Ctrl-C ends it.");
    house.asAdmin("ADDCREDITS " + member + " 5 because");

    String line;
    BufferedReader out = watch.inputReader(StandardCharsets.UTF_8);
    do {
      line = out.readLine();
    } while (!line.contains("CREDITS"));

    assertThat(line).matches("\\{\"number\":\\d+,\"event\":\"CREDITS\",\"words\":\\[\"25\"]}");
    watch.destroy();
  }

  @Test
  void anInterruptLeavesAWaitingDropAndSaysHowToCancelIt() throws Exception {
    String member = house.member(500);
    Path settings = house.loggedIn(member, house.port("sunday"));
    Process drop = start(settings, "drop", "ld", "1", "--delay", "600");
    // Its price is on hold as soon as it waits.
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> house.asAdmin("GETBALANCE " + member).get(0).equals("OK Credits: 450"));

    new ProcessBuilder("kill", "-INT", String.valueOf(drop.pid())).inheritIO().start().waitFor();

    assertThat(all(drop.getErrorStream())).contains("To cancel it: drink cancel");
    assertThat(drop.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(drop.exitValue()).isEqualTo(130);
    assertThat(house.asAdmin("GETBALANCE " + member).get(0)).isEqualTo("OK Credits: 450");
    Process cancel = start(settings, "cancel");
    assertThat(all(cancel.getInputStream())).isEqualTo("Cancelled: 1.\n");
  }
}
