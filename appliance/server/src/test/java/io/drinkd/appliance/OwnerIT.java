package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.Script;
import io.drinkd.appliance.store.OwnerOnly;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root's commands on books that belong to the user of a service. */
class OwnerIT {

  private static final Path HOME = Path.of(System.getProperty("drinkd.home")).toAbsolutePath();

  private static final String ADDED_TWO =
      "added 2 members with 12 credits; 2 have no password: until user passwd sets one they log"
          + " in by card, if they have one";

  @TempDir Path temporary;
  private HouseFolder house;
  private UserPrincipal nobody;

  @BeforeEach
  void makeHouseOfNobody() throws IOException {
    assumeTrue(Files.getOwner(Path.of("/proc/self")).getName().equals("root"), "needs root");
    assumeTrue(othersMayEnter(HOME), "needs a checkout that other users can read");
    assertThat(othersMayEnter(temporary.getParent())).isTrue();
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    house = new HouseFolder(Files.createDirectory(temporary.resolve("house")));
    nobody = user("nobody");
    Files.setOwner(Files.createDirectory(house.data()), nobody);
  }

  @Test
  void commandOfRootLeavesFilesThatTheServiceCanUse() throws Exception {
    Script script = new Script(temporary, house.conf(), Map.of("SUDO_USER", "alice"));

    OneCommand added = script.run("user", "add", "alice", "--admin", "--credits", "5");
    assertThat(added.code()).as(added.said()).isZero();
    assertThat(owners(house.data())).containsExactly(nobody);

    Script service = script.by("exec setpriv --reuid=nobody --clear-groups -- \"$@\"");
    try (RunningAppliance appliance = service.start();
        LineClient client = LineClient.connect(appliance.port())) {
      client.line();
      client.ask("USER alice");
      assertThat(client.ask("PASS correct-horse")).isEqualTo("OK Credits: 5");
      assertThat(appliance.stop()).isZero();
    }
    Path copies = Files.createDirectory(temporary.resolve("copies"));
    Files.setOwner(copies, nobody);
    String copy = copies.resolve("copy.db").toString();
    for (OneCommand done : List.of(script.run("backup", copy), script.run("restore", copy))) {
      assertThat(done.code()).as(done.said()).isZero();
    }
    assertThat(owners(house.data())).containsExactly(nobody);
    assertThat(owners(copies)).containsExactly(nobody);
    assertThat(script.run("audit").said()).contains("operator:root (sudo alice)");
  }

  @Test
  void filesOfRootAloneAreRead() throws Exception {
    Path plugins = Files.createDirectory(house.file("plugins"));
    Files.setOwner(plugins, nobody);
    Path yaml = house.conf().resolve("appliance.yaml");
    Files.writeString(yaml, Files.readString(yaml) + "plugins: ../plugins\n");
    Path own = Files.createDirectory(house.file("own"), OwnerOnly.FOLDER);
    Path list = Files.writeString(own.resolve("members.csv"), "name,credits\nbob,5\nzo\u00eb,7\n");
    Path driver = Files.copy(driver(), own.resolve("my.jar"));
    Script script = new Script(temporary, house.conf(), Map.of());

    OneCommand imported = script.run("user", "import", list.toString());
    OneCommand missing = script.run("user", "import", own.resolve("none").toString());
    OneCommand installed = script.run("plugin", "install", driver.toString());

    assertThat(imported.code()).as(imported.said()).isZero();
    assertThat(imported.said()).endsWith(ADDED_TWO);
    assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
    assertThat(missing.said())
        .startsWith(own.resolve("none") + ": cannot be read: ")
        .hasLineCount(1);
    assertThat(installed.code()).as(installed.said()).isZero();
    assertThat(owners(house.data())).containsExactly(nobody);
    assertThat(owners(plugins)).containsExactly(nobody);
  }

  @Test
  void saysWhoseRightsAFileHasToBeFor() throws Exception {
    Path own = Files.createDirectory(house.file("own"), OwnerOnly.FOLDER);
    Path copy = Files.writeString(own.resolve("copy.db"), "a copy");
    Script script = new Script(temporary, house.conf(), Map.of());
    assertThat(script.run("user", "add", "alice", "--admin").code()).isZero();

    OneCommand restored = script.run("restore", copy.toString());
    OneCommand backedUp = script.run("backup", own.resolve("before.db").toString());

    assertThat(restored.code()).as(restored.said()).isEqualTo(ExitCode.FAILED);
    assertThat(restored.said())
        .isEqualTo(
            copy
                + ": cannot be read: permission denied; the user nobody, who keeps the books, has"
                + " to read it: install -o nobody -m 600 "
                + copy
                + " /var/backups/drinkd, and restore that");
    assertThat(backedUp.code()).as(backedUp.said()).isEqualTo(ExitCode.FAILED);
    assertThat(backedUp.said())
        .isEqualTo(
            own.resolve("before.db")
                + ": cannot be written: permission denied; the user nobody, who keeps the books,"
                + " writes it: name a file in a folder of that user's, such as"
                + " /var/backups/drinkd");
  }

  @Test
  void configurationIsCheckedWithTheEyesOfTheService() throws Exception {
    house.addMachine("d", 1, Duration.ofSeconds(60), Duration.ofSeconds(30));
    Path machine = house.conf().resolve("machines/d.yaml");
    Files.setPosixFilePermissions(machine, PosixFilePermissions.fromString("rw-------"));
    Script script = new Script(temporary, house.conf(), Map.of());

    OneCommand asRoot = script.run("config", "check");
    Files.setOwner(machine, nobody);
    OneCommand corrected = script.run("config", "check");
    OneCommand asOther =
        script.by("exec setpriv --reuid=daemon --clear-groups -- \"$@\"").run("config", "check");

    assertThat(asRoot.code()).as(asRoot.said()).isEqualTo(ExitCode.USAGE);
    assertThat(asRoot.said()).contains(machine + ": found no readable file");
    assertThat(corrected.said()).doesNotContain("no readable file");
    assertThat(asOther.code()).as(asOther.said()).isEqualTo(ExitCode.FAILED);
    assertThat(asOther.said())
        .isEqualTo(
            "config check must run as nobody, to whom "
                + house.data()
                + " belongs; run it as root or as nobody");
  }

  private static Path driver() throws IOException {
    try (Stream<Path> built = Files.list(HOME.resolve("plugins/target/drivers"))) {
      return built.filter(file -> file.toString().contains("tini390")).findFirst().orElseThrow();
    }
  }

  private static boolean othersMayEnter(Path folder) throws IOException {
    for (Path one = folder; one != null; one = one.getParent()) {
      if (!Files.getPosixFilePermissions(one).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  private UserPrincipal user(String name) throws IOException {
    return temporary.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
  }

  private static List<UserPrincipal> owners(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(OwnerIT::owner).distinct().toList();
    }
  }

  private static UserPrincipal owner(Path path) {
    try {
      return Files.getOwner(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
