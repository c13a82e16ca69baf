package io.drinkd.appliance.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.sunday.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shipped drivers and an admin's own, with real plugins. */
class DriverFoldersTest {

  @TempDir Path temporary;

  private final List<String> calls = new ArrayList<>();
  private Path shipped;
  private Path own;
  private DriverFolders drivers;

  private final DriverUser user =
      new DriverUser() {

        @Override
        public void use(LoadedDriver driver) {
          calls.add("use " + driver.version());
        }

        @Override
        public void release(LoadedDriver driver) {
          calls.add("release " + driver.version());
        }
      };

  @BeforeEach
  void open() throws IOException {
    shipped = Files.createDirectory(temporary.resolve("shipped"));
    own = Files.createDirectory(temporary.resolve("own"));
    PluginJar.put(PluginJar.built("tini390"), shipped, "tini390.jar");
    drivers = DriverFolders.open(List.of(shipped, own), temporary);
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  private void scanTwice() throws IOException {
    drivers.rescan(user);
    drivers.rescan(user);
  }

  private void putOwn(String version) throws IOException {
    Path jar = temporary.resolve(version + ".jar");
    PluginJar.put(PluginJar.withAttribute(jar, "Plugin-Version", version), own, "mine.jar");
  }

  private List<String> versions() {
    return drivers.drivers().stream().map(LoadedDriver::version).toList();
  }

  private String notUsed(Path file, Path by) {
    return "driver plugin "
        + file
        + ": its driver for tini390 is not used, "
        + by
        + " has precedence";
  }

  @Test
  void ownDriverTakesOverAndGivesBackAndThatIsSaidOnce() throws IOException {
    assertThat(versions()).containsExactly("0.1.0");
    try (CapturedLog log = CapturedLog.of(DriverFolders.class.getName(), Level.INFO)) {
      putOwn("0.1.7");
      scanTwice();
      scanTwice();
      assertThat(calls).containsExactly("release 0.1.0", "use 0.1.7");
      assertThat(versions()).containsExactly("0.1.7");
      assertThat(drivers.refused()).isEmpty();
      assertThat(log.lines())
          .singleElement()
          .asString()
          .endsWith(notUsed(shipped.resolve("tini390.jar"), own.resolve("mine.jar")));
    }

    calls.clear();
    putOwn("0.1.8");
    scanTwice();
    assertThat(calls).containsExactly("release 0.1.7", "use 0.1.8");
  }

  @Test
  void shippedOneReturnsWhenTheOwnIsRemoved() throws IOException {
    putOwn("0.1.7");
    scanTwice();
    calls.clear();

    Files.delete(own.resolve("mine.jar"));
    drivers.rescan(user);

    assertThat(calls).containsExactly("release 0.1.7", "use 0.1.0");
    assertThat(versions()).containsExactly("0.1.0");
  }

  @Test
  void ownDriverWinsAtTheStartWhateverHappensToTheOther() throws IOException {
    putOwn("0.1.7");
    drivers.close();
    try (CapturedLog log = CapturedLog.of(DriverFolders.class.getName(), Level.INFO)) {
      drivers = DriverFolders.open(List.of(shipped, own), temporary);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .endsWith(notUsed(shipped.resolve("tini390.jar"), own.resolve("mine.jar")));
    }
    assertThat(versions()).containsExactly("0.1.7");

    Files.delete(shipped.resolve("tini390.jar"));
    scanTwice();
    PluginJar.put(PluginJar.built("tini390"), shipped, "tini390.jar");
    scanTwice();

    assertThat(calls).isEmpty();
    assertThat(versions()).containsExactly("0.1.7");
  }

  @Test
  void folderThatIsGoneKeepsTheOthersUpToDate() throws IOException {
    Files.delete(own);
    PluginJar.put(PluginJar.built("tini400"), shipped, "tini400.jar");

    for (int scan = 0; scan < 2; scan++) {
      assertThatThrownBy(() -> drivers.rescan(user))
          .hasMessageContaining(own + ": no such folder of driver plugins");
    }
    assertThat(drivers.drivers())
        .extracting(LoadedDriver::model)
        .containsExactly("tini390", "tini400");
    assertThat(drivers.shown()).isEqualTo(own + " or " + shipped);
  }
}
