package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.Script;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root's commands on books that belong to the user of a service. */
class OwnerIT {

  private static final Path HOME = Path.of(System.getProperty("drinkd.home")).toAbsolutePath();

  @TempDir Path temporary;

  @Test
  void commandOfRootLeavesFilesThatTheServiceCanUse() throws Exception {
    assumeTrue(Files.getOwner(Path.of("/proc/self")).getName().equals("root"), "needs root");
    assumeTrue(othersMayEnter(HOME), "needs a checkout that other users can read");
    assertThat(othersMayEnter(temporary.getParent())).isTrue();
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    HouseFolder house = new HouseFolder(Files.createDirectory(temporary.resolve("house")));
    UserPrincipal nobody = user("nobody");
    Files.setOwner(Files.createDirectory(house.data()), nobody);
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
    assertThat(script.run("audit").said()).contains("operator:root (sudo alice)");
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
