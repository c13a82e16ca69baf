package io.drinkd.appliance.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins whose classes are not where, or not what, they should be, and shaded libraries. */
class PluginClassesTest {

  private static final String DRIVER = "io/drinkd/board/tini390/Tini390Driver.class";

  @TempDir Path temporary;

  private Path folder;
  private Path jar;

  @BeforeEach
  void create() throws IOException {
    folder = Files.createDirectory(temporary.resolve("drivers"));
    jar = folder.resolve("x.jar");
  }

  private void assertRefused(String reason) throws IOException {
    try (DriverFolder drivers = new DriverFolder(folder, temporary)) {
      assertThat(drivers.refused()).containsExactly(jar + ": not loaded: " + reason);
      assertThat(drivers.drivers()).isEmpty();
    }
    try (DriverFolder looked = DriverFolder.inPlace(folder, temporary)) {
      assertThat(looked.refused()).containsExactly(jar + ": not loaded: " + reason);
    }
  }

  @Test
  void refusesClassesOfANewerJava() throws IOException {
    byte[] newer = PluginJar.content(DRIVER);
    newer[7] = 99;
    PluginJar.withFiles(jar, Map.of(DRIVER, newer));

    assertRefused(
        "is built for a newer Java than this appliance's "
            + Runtime.version().feature()
            + "; build it for that one");
  }

  @Test
  void refusesAClassThatIsNotWhereItsNameSays() throws IOException {
    String index = "io.drinkd.board.tini390.Moved\n";
    PluginJar.withFiles(
        jar,
        Map.of(
            "io/drinkd/board/tini390/Moved.class",
            PluginJar.content(DRIVER),
            "META-INF/extensions.idx",
            index.getBytes(StandardCharsets.UTF_8)));

    assertRefused(
        "has the class io.drinkd.board.tini390.Tini390Driver in the wrong place"
            + " (io/drinkd/board/tini390/Moved.class); its folders and its file must be those of"
            + " its name");
  }

  @Test
  void refusesADriverThatNeedsAClassWhichIsNowhere() throws IOException {
    String driver = new String(PluginJar.content(DRIVER), StandardCharsets.ISO_8859_1);
    String gone = driver.replace("driver/BoardDriver", "driver/AbsentClass");
    PluginJar.withFiles(jar, Map.of(DRIVER, gone.getBytes(StandardCharsets.ISO_8859_1)));

    assertRefused(
        "needs the class io.drinkd.driver.AbsentClass, which neither it nor the appliance has;"
            + " shade the library into its jar, as plugins/README.md says");
  }

  @Test
  void refusesADriverInAPackageOfTheApi() throws IOException {
    PluginJar.withFiles(
        jar, Map.of("io/drinkd/driver/coffee/Beans.class", PluginJar.content(DRIVER)));

    assertRefused(
        "has a class in a package of the driver API (io/drinkd/driver/coffee/Beans.class); move it"
            + " into a package of its own, such as io.drinkd.board.coffee");
  }

  @Test
  void refusesALibraryThatIsShadedWhereItWas() throws IOException {
    PluginJar.withFiles(jar, Map.of("com/example/json/Json.class", PluginJar.content(DRIVER)));

    assertRefused(
        "contains a class outside its own packages (com/example/json/Json.class); move it into"
            + " io.drinkd.board.tini390 or below, a library by a relocation when it is shaded");
  }

  @Test
  void loadsALibraryThatIsShadedIntoItsOwnPackages() throws IOException {
    PluginJar.withFiles(
        jar, Map.of("io/drinkd/board/tini390/lib/json/Json.class", PluginJar.content(DRIVER)));

    try (DriverFolder drivers = new DriverFolder(folder, temporary)) {
      assertThat(drivers.refused()).isEmpty();
      assertThat(drivers.drivers()).extracting(LoadedDriver::model).containsExactly("tini390");
    }
  }
}
