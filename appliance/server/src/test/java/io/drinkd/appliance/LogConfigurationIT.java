package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.process.RunningAppliance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with a broken log4j2.xml. */
class LogConfigurationIT {

  @TempDir Path temporary;

  @Test
  void aFullDiskIsOneLine() throws IOException {
    HouseFolder house = new HouseFolder(temporary.resolve("house"));
    house.addMachine("d", 1, Duration.ofSeconds(60), Duration.ofSeconds(30));
    Path log = Files.createSymbolicLink(temporary.resolve("log"), Path.of("/dev/full"));
    Files.writeString(
        house.conf().resolve("log4j2.xml"),
        """
        <Configuration status="warn">
          <Appenders>
            <File name="file" fileName="%s"/>
            <Console name="console"><PatternLayout pattern="%%m%%n"/></Console>
          </Appenders>
          <Loggers>
            <Root level="info"><AppenderRef ref="file"/><AppenderRef ref="console"/></Root>
          </Loggers>
        </Configuration>
        """
            .formatted(log));

    try (RunningAppliance appliance = RunningAppliance.start(house)) {
      appliance.port();
      assertThat(appliance.stop()).isZero();
      assertThat(appliance.log()).doesNotContain("\tat ", "Exception");
      assertThat(appliance.log())
          .containsOnlyOnce("the log cannot be written: No space left on device (");
    }
  }

  @Test
  void failsWithOneLine() throws IOException {
    HouseFolder house = new HouseFolder(temporary.resolve("house"));
    house.addMachine("d", 1, Duration.ofSeconds(60), Duration.ofSeconds(30));
    Path file = house.conf().resolve("log4j2.xml");
    Files.writeString(
        file,
        """
        <Configuration status="warn">
          <Appenders><File name="file" fileName="/proc/no-such-folder/log"/></Appenders>
          <Loggers><Root level="info"><AppenderRef ref="file"/></Root></Loggers>
        </Configuration>
        """);

    OneCommand start = OneCommand.run(house);

    assertThat(start.code()).as(start.said()).isEqualTo(ExitCode.USAGE);
    assertThat(start.said())
        .isEqualTo(
            file
                + ": found /proc/no-such-folder/log, which cannot be written, expected a"
                + " configuration that log4j takes as a whole");
    assertThat(house.data()).doesNotExist();
  }
}
