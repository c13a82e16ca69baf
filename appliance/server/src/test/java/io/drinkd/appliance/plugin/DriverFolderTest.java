package io.drinkd.appliance.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.drinkd.appliance.sunday.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of files in the folder of drivers, with real plugins. */
class DriverFolderTest {

  @TempDir Path temporary;

  private final List<String> calls = new ArrayList<>();
  private Path folder;
  private DriverFolder drivers;

  private final DriverUser user =
      new DriverUser() {

        @Override
        public void use(LoadedDriver driver) {
          calls.add("use " + driver.model() + " " + driver.version());
        }

        @Override
        public void release(LoadedDriver driver) {
          calls.add("release " + driver.model() + " " + driver.version());
        }
      };

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectory(temporary.resolve("drivers"));
    PluginJar.put(PluginJar.built("tini390"), folder, "tini390.jar");
    drivers = new DriverFolder(folder, temporary);
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  private void scanTwice() throws IOException {
    drivers.rescan(user);
    drivers.rescan(user);
  }

  private List<String> models() {
    return drivers.drivers().stream().map(LoadedDriver::model).toList();
  }

  private Path made(String name) {
    return temporary.resolve(name);
  }

  @Test
  void loadsWhatIsThere() {
    assertThat(models()).containsExactly("tini390");
    assertThat(drivers.refused()).isEmpty();
  }

  @Test
  void loadsWhatIsPutIntoIt() throws IOException {
    PluginJar.put(PluginJar.built("tini400"), folder, "tini400.jar");
    scanTwice();

    assertThat(calls).containsExactly("use tini400 0.1.0");
    assertThat(models()).containsExactly("tini390", "tini400");
    scanTwice();
    assertThat(calls).hasSize(1);
  }

  @Test
  void loadsZips() throws IOException {
    Path zip = made("zipped.zip");
    Zip.ofPlugin(PluginJar.built("tini400"), zip);
    PluginJar.put(zip, folder, "tini400.zip");
    scanTwice();

    assertThat(drivers.refused()).isEmpty();
    assertThat(models()).containsExactly("tini390", "tini400");
    assertThat(folder).isDirectoryNotContaining(Files::isDirectory);
  }

  @Test
  void leavesFileAloneThatIsBeingWritten() throws IOException {
    byte[] bytes = Files.readAllBytes(PluginJar.built("tini400"));
    Path file = folder.resolve("tini400.jar");
    for (int length = 1000; length < bytes.length; length += 1000) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));
      drivers.rescan(user);
    }
    assertThat(drivers.refused()).isEmpty();

    Files.write(file, bytes);
    scanTwice();
    assertThat(calls).containsExactly("use tini400 0.1.0");
  }

  @Test
  void unloadsWhatIsRemoved() throws IOException {
    Files.delete(folder.resolve("tini390.jar"));
    drivers.rescan(user);

    assertThat(calls).containsExactly("release tini390 0.1.0");
    assertThat(models()).isEmpty();
  }

  @Test
  void takesUpThatSeveralAreRemovedAtOnce() throws IOException {
    Files.writeString(folder.resolve("broken.jar"), "no archive");
    Files.writeString(folder.resolve("wrong.jar"), "no archive either");
    scanTwice();
    assertThat(drivers.refused()).hasSize(2);

    for (String file : List.of("broken.jar", "tini390.jar", "wrong.jar")) {
      Files.delete(folder.resolve(file));
    }
    drivers.rescan(user);

    assertThat(calls).containsExactly("release tini390 0.1.0");
    assertThat(drivers.refused()).isEmpty();
  }

  @Test
  void loadsNewVersionBeforeItReleasesTheOld() throws IOException {
    Path next = PluginJar.withAttribute(made("next.jar"), "Plugin-Version", "0.1.7");
    PluginJar.put(next, folder, "tini390.jar");
    scanTwice();

    assertThat(calls).containsExactly("release tini390 0.1.0", "use tini390 0.1.7");
  }

  @Test
  void keepsOldVersionIfTheNewOneIsBroken() throws IOException {
    Files.writeString(made("broken.jar"), "no archive");
    PluginJar.put(made("broken.jar"), folder, "tini390.jar");
    scanTwice();

    assertThat(calls).isEmpty();
    assertThat(models()).containsExactly("tini390");
    assertThat(drivers.refused()).singleElement().asString().contains("is not a readable archive");
  }

  @Test
  void refusesModelThatExistsUntilItIsFree() throws IOException {
    PluginJar.put(PluginJar.built("tini390"), folder, "second.jar");
    scanTwice();

    assertThat(drivers.refused())
        .containsExactly(
            folder.resolve("second.jar")
                + ": not loaded: drives the model tini390, which plugin tini390 already drives");
    assertThat(calls).isEmpty();

    Files.delete(folder.resolve("tini390.jar"));
    scanTwice();
    assertThat(calls).containsExactly("release tini390 0.1.0", "use tini390 0.1.0");
    assertThat(drivers.refused()).isEmpty();
  }

  private void assertRefused(Path plugin, String reason) throws IOException {
    PluginJar.put(plugin, folder, "refused.jar");
    scanTwice();

    assertThat(drivers.refused()).singleElement().asString().contains(reason).doesNotContain("\n");
    assertThat(calls).isEmpty();
    assertThat(models()).containsExactly("tini390");
  }

  @Test
  void refusesPluginThatBringsTheApi() throws IOException {
    assertRefused(
        PluginJar.withEntry(made("x.jar"), "io/drinkd/driver/Board.class"),
        "contains its own copy of classes that the appliance provides"
            + " (io/drinkd/driver/Board.class)");
  }

  @Test
  void refusesPluginForALaterApi() throws IOException {
    assertRefused(
        PluginJar.withAttribute(made("x.jar"), "Plugin-Requires", "2.99.0"),
        "needs driver API 2.99.0, this appliance has 2.0.0");
  }

  @Test
  void refusesPluginForAnotherApi() throws IOException {
    assertRefused(
        PluginJar.withAttribute(made("x.jar"), "Plugin-Requires", "0.1.0"),
        "was built for another driver API (Plugin-Requires: 0.1.0), this appliance has version 2;"
            + " build it anew with the driver kit of this appliance");
  }

  /**
   * A few kB that unpack to more than a driver may have, also where the archive itself is small.
   */
  @ParameterizedTest
  @ValueSource(strings = {"drop", "classes/a.txt", "lib/a.jar"})
  void refusesPluginThatUnpacksToTooMuch(String entry) throws IOException {
    Path plugin = made("bomb." + (entry.startsWith("drop") ? "jar" : "zip"));
    Zip.withZeros(plugin, entry, 65);
    PluginJar.put(plugin, folder, plugin.getFileName().toString());
    scanTwice();

    assertThat(drivers.refused())
        .containsExactly(
            folder.resolve(plugin.getFileName())
                + ": not loaded: unpacks to more than 64 MiB; a driver needs less");
    assertThat(temporary).isDirectoryNotContaining("glob:**/driver-*/bomb*");
  }

  @Test
  void refusesPluginOfTooManyFiles() throws IOException {
    Path zip = made("many.zip");
    Zip.ofEmptyFiles(zip, IntStream.rangeClosed(0, 10_000).mapToObj(i -> "f" + i).toList());
    PluginJar.put(zip, folder, "many.zip");
    scanTwice();

    assertThat(drivers.refused()).singleElement().asString().contains("more than 10000 files");
  }

  static Stream<Arguments> namesOutside() {
    List<String> names =
        List.of("../escaped", "classes/../../escaped", "/escaped", "a\\..\\escaped", "x\n");
    return Stream.of("names.jar", "names.zip")
        .flatMap(plugin -> names.stream().map(name -> arguments(plugin, name)));
  }

  @ParameterizedTest
  @MethodSource("namesOutside")
  void refusesNamesThatLeadOutOfTheFolder(String plugin, String name) throws IOException {
    if (plugin.endsWith(".zip")) {
      Zip.ofEmptyFiles(made(plugin), List.of("plugin.properties", name));
    } else {
      PluginJar.withEntry(made(plugin), name);
    }
    PluginJar.put(made(plugin), folder, plugin);
    scanTwice();

    assertThat(drivers.refused())
        .singleElement()
        .asString()
        .contains(plugin + ": not loaded: contains a file with the name \"")
        .endsWith("\", which leads out of its folder");
    try (DriverFolder looked = DriverFolder.inPlace(folder, temporary)) {
      assertThat(looked.refused()).isEqualTo(drivers.refused());
    }
    try (Stream<Path> all = Files.walk(temporary)) {
      assertThat(all).noneMatch(path -> path.toString().contains("escaped"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.jar", "x.zip"})
  void refusesPluginWithoutManifest(String plugin) throws IOException {
    Zip.ofEmptyFiles(made(plugin), List.of("some/Driver.class"));
    PluginJar.put(made(plugin), folder, plugin);
    try (CapturedLog log = CapturedLog.of("org.pf4j", Level.WARN)) {
      scanTwice();
      assertThat(log.lines()).isEmpty();
    }

    assertThat(drivers.refused())
        .containsExactly(
            folder.resolve(plugin)
                + ": not loaded: has no manifest; add META-INF/MANIFEST.MF with Plugin-Id,"
                + " Plugin-Version and Plugin-Requires");
  }

  @Test
  void refusesPluginWhoseManifestCannotBeRead() throws IOException {
    Zip.ofText(made("x.jar"), "META-INF/MANIFEST.MF", "no manifest\n");
    assertRefused(made("x.jar"), "not loaded: has a manifest that cannot be read (");
  }

  @Test
  void looksAtDriversWithoutCopyingThem() throws IOException {
    Path zip = made("zipped.zip");
    Zip.ofPlugin(PluginJar.built("tini400"), zip);
    PluginJar.put(zip, folder, "tini400.zip");
    Path nowhere = temporary.resolve("nowhere");
    try (DriverFolder looked = DriverFolder.inPlace(folder, nowhere)) {
      assertThat(looked.drivers()).extracting(LoadedDriver::model).containsExactly("tini390");
      assertThat(looked.refused())
          .singleElement()
          .asString()
          .contains("tini400.zip: not loaded: cannot be copied into " + nowhere)
          .endsWith(" or a folder above it does not exist");
    }
    try (DriverFolder looked = DriverFolder.inPlace(folder, temporary)) {
      assertThat(looked.drivers()).extracting(LoadedDriver::model).contains("tini390", "tini400");
    }
    assertThat(folder).isDirectoryContaining("glob:**/tini390.jar");
  }

  @Test
  void refusesPluginWithoutDriver() throws IOException {
    assertRefused(
        PluginJar.withoutEntry(made("x.jar"), "META-INF/extensions.idx"), "contains no driver");
  }

  @Test
  void refusesPluginWhoseDriverCannotBeLoaded() throws IOException {
    assertRefused(
        PluginJar.withoutEntry(made("x.jar"), "io/drinkd/board/tini390/Tini390Driver.class"),
        "lacks the class io.drinkd.board.tini390.Tini390Driver, which its META-INF/extensions.idx"
            + " names");
  }

  @ParameterizedTest
  @CsvSource({
    "Plugin-Id, ''",
    "Plugin-Version, ''",
    "Plugin-Requires, the newest",
    "Plugin-Dependencies, another@1.0.0"
  })
  void refusesPluginWhoseManifestIsWrong(String name, String value) throws IOException {
    assertRefused(
        PluginJar.withAttribute(made("x.jar"), name, value),
        "not loaded: has an invalid plugin descriptor: ");
  }

  static Stream<Arguments> badDrivers() {
    return Stream.of(
        arguments(BadDriver.ThrowsWhenMade.class, "IllegalStateException: thrown by a constructor"),
        arguments(BadDriver.ThrowsErrorWhenMade.class, "AssertionError: thrown by a constructor"),
        arguments(BadDriver.ThrowsWhenInitialised.class, "For input string: \"thrown by a class\""),
        arguments(BadDriver.ThrowsErrorWhenAsked.class, "StackOverflowError: thrown by a model"),
        arguments(
            BadDriver.IsNotPublic.class, "IsNotPublic cannot be instantiated; it has to be public"),
        arguments(BadDriver.HasNoModel.class, "its model is \"null\", expected a name"),
        arguments(BadDriver.HasModelOfTwoWords.class, "its model is \"two words\", expected"));
  }

  @ParameterizedTest
  @MethodSource("badDrivers")
  void refusesPluginWhoseCodeFails(Class<?> driver, String reason) throws IOException {
    assertRefused(PluginJar.ofDriver(made("x.jar"), driver), reason);
  }

  @Test
  void refusesPluginWithCodeOfItsOwnForStartAndStop() throws IOException {
    assertRefused(
        PluginJar.ofDriver(
            made("x.jar"), BadDriver.HasPluginClass.class, "Plugin-Class", "some.Other"),
        "has the plugin class some.Other; a driver must have none");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {BadDriver.BlocksWhenMade.class, BadDriver.BlocksWhenMadeUntilInterrupted.class})
  void refusesPluginWhoseCodeBlocks(Class<?> driver) throws IOException {
    drivers.close();
    drivers = new DriverFolder(folder, temporary, Duration.ofSeconds(2));

    assertRefused(PluginJar.ofDriver(made("x.jar"), driver), "loading it takes longer than 2 s");
  }

  @Test
  void saysThatFolderIsGone() throws IOException {
    Files.delete(folder.resolve("tini390.jar"));
    Files.delete(folder);

    assertThatThrownBy(() -> drivers.rescan(user)).hasMessageContaining("no such folder of driver");
    assertThat(models()).containsExactly("tini390");
  }
}
