package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check prints, log lines among it. */
class CheckIT {

  @TempDir Path temporary;

  @Test
  void saysEachRefusalOnceAndWithoutStackTraces() throws IOException {
    HouseFolder house = new HouseFolder(temporary.resolve("house"));
    house.addMachine("d", 1, Duration.ofSeconds(60), Duration.ofSeconds(30));
    Path plugins = Files.createDirectories(house.conf().resolve("plugins"));
    Path jar = Files.writeString(plugins.resolve("broken.jar"), "no archive");
    Files.writeString(
        house.conf().resolve("appliance.yaml"), "plugins: plugins\n", StandardOpenOption.APPEND);
    Files.createDirectory(house.data(), OwnerOnly.FOLDER);

    OneCommand check = OneCommand.run(house, "--check");

    assertThat(check.code()).as(check.said()).isEqualTo(ExitCode.USAGE);
    assertThat(check.said()).containsOnlyOnce(jar.toString());
    assertThat(check.said().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith(jar + ": not loaded: is not a readable archive ("))
        .anyMatch(line -> line.contains("d.yaml: driver: found tini390, expected a model"));
  }
}
