package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningAppliance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process, while nobody reads what it logs: a terminal after Ctrl-S, a stopped pipe. */
class StuckLogIT {

  /** Two lines each: far more than a pipe and the queue of lines hold. */
  private static final int REQUESTS = 6_000;

  @TempDir Path temporary;
  private RunningAppliance appliance;

  @BeforeEach
  void start() throws IOException {
    HouseFolder house = new HouseFolder(temporary);
    Path file = house.conf().resolve("appliance.yaml");
    String rates = "port: 0, requests-per-second: { connection: 100000, address: 100000 }";
    Files.writeString(file, Files.readString(file).replace("port: 0", rates));
    Files.writeString(
        house.conf().resolve("log4j2.xml"),
        """
        <Configuration status="warn" shutdownHook="disable">
          <Appenders>
            <Console name="console"><PatternLayout pattern="%p %c{2} %m%n"/></Console>
          </Appenders>
          <Loggers>
            <Logger name="io.drinkd.traffic" level="debug"/>
            <Root level="info"><AppenderRef ref="console"/></Root>
          </Loggers>
        </Configuration>
        """);
    // There has to be a machine; nothing listens on port 1.
    house.addMachine("d", 1, Duration.ofSeconds(10), Duration.ofSeconds(30));
    house.addMembers(List.of("cardbob"), 500);
    appliance = RunningAppliance.start(house);
  }

  @AfterEach
  void kill() {
    appliance.close();
  }

  private static void askMuch(int port) throws IOException {
    try (MemberSession client = MemberSession.greeted(port)) {
      for (int asked = 0; asked < REQUESTS; asked += 100) {
        client.say(Collections.nCopies(100, "VERSION").toArray(String[]::new));
        for (int i = 0; i < 100; i++) {
          assertThat(client.line()).startsWith("OK drinkd ");
        }
      }
    }
  }

  @Test
  void clientsAreServedWhatIsDroppedIsCountedAndSigtermEndsIt() throws IOException {
    int port = appliance.port();
    appliance.pauseLog(true);
    askMuch(port);
    try (MemberSession bob = MemberSession.greeted(port)) {
      assertThat(bob.ask("IBUTTON " + MemberSession.card("bob"))).startsWith("OK");
    }
    appliance.pauseLog(false);
    appliance.awaitLog(
        Pattern.compile("WARN log.LogQueue lines dropped, for the log was not read in time: \\d"));

    appliance.pauseLog(true);
    askMuch(port);
    appliance.terminate();
    assertThat(appliance.endsWithin(Duration.ofSeconds(60))).isTrue();
    appliance.pauseLog(false);
    assertThat(appliance.awaitEnd()).isZero();
  }
}
