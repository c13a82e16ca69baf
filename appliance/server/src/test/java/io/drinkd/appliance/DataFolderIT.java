package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What real processes leave in the data folder, with umask 000 and without a folder for temporary
 * files.
 */
class DataFolderIT {

  private static final Pattern BEGUN = Pattern.compile("books begun: .*drinkd\\.db");

  @TempDir Path temporary;
  private HouseFolder house;

  @BeforeEach
  void make() throws IOException {
    house = new HouseFolder(temporary.resolve("house"));
    // Nobody listens there: the machine stays down.
    house.addMachine("d", 1, Duration.ofSeconds(60), Duration.ofSeconds(30));
  }

  private OneCommand run(String... arguments) throws IOException {
    return OneCommand.run(house, arguments);
  }

  /** The files that somebody else has rights to; not those in folders for unpacked files. */
  private List<String> openToOthers() throws IOException {
    List<String> open = new ArrayList<>();
    List<Path> unpacked = unpacked();
    try (Stream<Path> walk = Files.walk(house.data())) {
      for (Path path : walk.toList()) {
        if (unpacked.stream().anyMatch(folder -> path.startsWith(folder) && !path.equals(folder))) {
          continue;
        }
        String rights =
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        if (!rights.endsWith("------")) {
          open.add(rights + " " + path);
        }
      }
    }
    return open;
  }

  /** The folders of processes in which something is unpacked. */
  private List<Path> unpacked() throws IOException {
    try (Stream<Path> entries = Files.list(house.data().resolve("unpacked"))) {
      return entries.filter(Files::isDirectory).toList();
    }
  }

  @Test
  void onlyAFirstMemberOrAStartBeginsBooks() throws IOException {
    for (String command :
        List.of("user list", "ledger verify", "ledger export --csv", "drops --in-doubt")) {
      OneCommand reading = run(command.split(" "));
      assertThat(reading.code()).as(reading.said()).isEqualTo(ExitCode.FAILED);
      assertThat(reading.said()).isEqualTo(none());
    }
    OneCommand backup = run("backup", temporary.resolve("copy").toString());
    assertThat(backup.said()).isEqualTo(none());
    assertThat(house.data()).doesNotExist();

    OneCommand first = run("user", "add", "bob");
    assertThat(first.code()).as(first.said()).isEqualTo(ExitCode.WELL);
    assertThat(first.said()).containsPattern(BEGUN).contains("added member bob");
    OneCommand second = run("user", "add", "alice");
    assertThat(second.said()).isEqualTo("added member alice with 0 credits");
    assertThat(openToOthers()).isEmpty();
  }

  private String none() {
    return house.data()
        + ": there are no books; user add begins them, and so does a first start. If there should"
        + " be some, let data: in appliance.yaml name their folder.";
  }

  @Test
  void allCommandsWorkWithoutAFolderForTemporaryFiles() throws IOException {
    Path copy = temporary.resolve("copy.db");
    assertWell("--check");
    assertThat(house.data()).doesNotExist();
    assertWell("user", "add", "bob", "--credits", "5");
    assertWell("--check");
    try (RunningAppliance appliance = RunningAppliance.startWithoutMask(house)) {
      appliance.port();
      assertThat(openToOthers()).isEmpty();
      assertThat(unpacked()).hasSize(1);
      List<Path> living = unpacked();
      await()
          .untilAsserted(
              () -> assertThat(run("machine", "list").said()).contains("127.0.0.1:1 refuses"));
      assertThat(run("plugin", "list").said()).contains("tini390");
      assertReadingWorks();
      assertWell("--check");
      assertThat(unpacked()).isEqualTo(living);
      assertThat(appliance.stop()).isEqualTo(ExitCode.WELL);
    }
    assertThat(unpacked()).isEmpty();
    assertReadingWorks();
    assertWell("backup", copy.toString());
    assertThat(Files.getPosixFilePermissions(copy))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertWell("restore", copy.toString());
    assertThat(openToOthers()).isEmpty();
    assertWell("--version");
    assertWell("--help");
  }

  private void assertReadingWorks() throws IOException {
    assertWell("user", "list");
    assertWell("ledger", "verify");
    assertWell("ledger", "export", "--beancount");
    assertWell("drops", "--in-doubt");
  }

  private void assertWell(String... arguments) throws IOException {
    OneCommand command = run(arguments);
    assertThat(command.code()).as(command.said()).isEqualTo(ExitCode.WELL);
  }

  /** Whoever could write a driver would decide what drinkd does. */
  @Test
  void nobodyElseMayWriteAnInstalledDriver() throws IOException {
    Path plugins = Files.createDirectory(temporary.resolve("plugins"));
    Path yaml = house.conf().resolve("appliance.yaml");
    Files.writeString(yaml, Files.readString(yaml) + "plugins: " + plugins + "\n");
    String jar = PluginJar.built("tini400").toString();
    Path installed = plugins.resolve(Path.of(jar).getFileName());
    try (RunningAppliance appliance = RunningAppliance.startWithoutMask(house)) {
      appliance.port();
      assertWell("plugin", "install", jar);
      assertThat(openToOthers()).isEmpty();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(installed)))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void whatAKilledProcessHasLeftIsDeletedByTheNext() throws IOException {
    try (RunningAppliance appliance = RunningAppliance.startWithoutMask(house)) {
      appliance.awaitLog(BEGUN);
      appliance.port();
      appliance.kill();
    }
    assertThat(unpacked()).hasSize(1);
    assertWell("user", "list");
    assertThat(unpacked()).isEmpty();
  }

  @Test
  void rightsOfOthersAreTakenAwayAtTheStart() throws IOException {
    assertWell("user", "add", "bob");
    Path books = house.data().resolve(SqliteStore.FILE_NAME);
    Files.setPosixFilePermissions(house.data(), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(books, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(run("user", "list").said())
        .containsOnlyOnce("rights of others taken away: ")
        .contains(house.data() + " (rwxrwxrwx), " + books + " (rw-r--r--)");
    assertThat(openToOthers()).isEmpty();
    assertThat(run("user", "list").said()).doesNotContain("rights of others");
  }
}
