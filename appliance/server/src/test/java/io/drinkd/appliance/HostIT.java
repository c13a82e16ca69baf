package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.Script;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts, and users of them, that are set up otherwise than usual: {@code scripts/drinkd} there. */
class HostIT {

  /** A network without name service, and a name of the host that only one could resolve. */
  private static final String NAMELESS = "hostname no-such-host; ip link set lo up; exec \"$@\"";

  /** What two lines of shell in namespaces of their own need. */
  private static final String NAMESPACES = "unshare --user --map-root-user --mount --net --uts ";

  @TempDir Path temporary;
  private HouseFolder house;

  @BeforeEach
  void make() throws IOException {
    // No encoding but Unicode has both.
    house = new HouseFolder(temporary.resolve("Getr\u00E4nke \u996E\u6599"));
    house.addMachine("d", 1, Duration.ofSeconds(60), Duration.ofSeconds(30));
  }

  private Script script(Map<String, String> environment) {
    return new Script(temporary, house.conf(), environment);
  }

  private static void assertWell(OneCommand command) {
    assertThat(command.code()).as(command.said()).isEqualTo(ExitCode.WELL);
  }

  @Test
  void membersLogInWhereTheLanguageIsTurkish() throws IOException {
    Script turkish = script(Map.of("JAVA_TOOL_OPTIONS", "-Duser.language=tr -Duser.country=TR"));
    assertWell(script(Map.of()).run("user", "add", "irmak", "--credits", "5"));

    try (RunningAppliance appliance = turkish.start();
        LineClient client = LineClient.connect(appliance.port())) {
      client.line();
      client.ask("USER irmak");
      assertThat(client.ask("PASS correct-horse")).isEqualTo("OK Credits: 5");
      assertThat(client.ask("machine d")).isEqualTo("OK Welcome to Machine d");
    }
  }

  @Test
  void namesOfFilesMayHaveAnyLettersInAnyLocale() throws IOException {
    Script posix = script(Map.of("LC_ALL", "C"));

    assertWell(posix.run("--check"));
    assertWell(posix.run("user", "add", "bob"));
    assertWell(posix.run("backup", "B\u00FCcher.db"));
    assertThat(temporary.resolve("B\u00FCcher.db")).exists();
    assertThat(house.data()).exists();
  }

  @Test
  void heapIsSetByTheEnvironmentFileAndByJavasOwnVariable() throws IOException {
    String shown = "-Xlog:gc*:file=";
    Path log = temporary.resolve("gc.log");
    assertWell(script(Map.of("JAVA_TOOL_OPTIONS", "-Xmx96m " + shown + log)).run("--version"));
    assertThat(log).content().contains("Heap Max Capacity: 96M");

    Files.writeString(
        house.conf().resolve("environment"),
        "# heap\n\nDRINKD_JAVA_OPTS=\"-Xmx64m -XX:+UseParallelGC " + shown + log + "\"\n");
    assertWell(script(Map.of()).run("--version"));
    assertThat(log).content().contains("Heap Max Capacity: 64M").contains("Parallel");
    assertWell(script(Map.of("DRINKD_JAVA_OPTS", shown + log)).run("--version"));
    assertThat(log).content().contains("Heap Max Capacity: 256M").contains("Serial");
  }

  @Test
  void environmentFileMayBeOfAnotherSystem() throws IOException {
    Path log = temporary.resolve("gc.log");
    Files.writeString(
        house.conf().resolve("environment"),
        "\uFEFFDRINKD_JAVA_OPTS=\"-Xmx64m -Xlog:gc*:file=" + log + "\"\r\n\r\n# end\r\n");

    assertWell(script(Map.of()).run("--version"));
    assertThat(log).content().contains("Heap Max Capacity: 64M");
  }

  /** Nothing of a value is shown. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "export A=secret | found \"export A\", expected NAME=value",
        "A=\"secret\" # heap | found # behind the closing quote of A, expected nothing;"
            + " a comment has a line of its own",
        "A='secret'more | found m behind the closing quote of A, expected nothing;"
            + " a comment has a line of its own",
        "A=\"secret | found no closing quote of A"
      })
  void lineThatIsNoVariableIsRefused(String line, String reason) throws IOException {
    Path file = Files.writeString(house.conf().resolve("environment"), "\n" + line + "\n");

    OneCommand refused = script(Map.of()).run("--version");

    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.said()).isEqualTo(file + ": line 2: " + reason);
  }

  @Test
  void environmentFileThatCannotBeReadIsRefused() throws IOException {
    Path file = Files.writeString(house.conf().resolve("environment"), "A=secret\n");
    Files.setPosixFilePermissions(file, Set.of());
    String user = System.getProperty("user.name");
    // Root may read it, unless it gives up that right.
    String drop = "[[ $UID != 0 ]] || set -- setpriv --bounding-set -all \"$@\"; exec \"$@\"";

    OneCommand refused = script(Map.of()).by(drop).run("--version");

    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.said())
        .isEqualTo(
            file
                + ": cannot be read by "
                + user
                + "; run drinkd as "
                + user
                + ", or let "
                + user
                + " read it");
  }

  @Test
  void outOfMemoryHasACodeOfItsOwn() throws IOException {
    OneCommand command = script(Map.of("DRINKD_JAVA_OPTS", "-Xmx6m")).run("user", "add", "bob");

    assertThat(command.said()).contains("java.lang.OutOfMemoryError: Java heap space");
    assertThat(command.code()).isEqualTo(ExitCode.OUT_OF_MEMORY);
  }

  @Test
  void nameOfTheHostNeedNotResolve() throws IOException {
    assumeNamespaces();
    Script nameless = script(Map.of()).by(NAMESPACES + "bash -c '" + NAMELESS + "' bash \"$@\"");
    assertThat(nameless.run("user", "add", "bob").said())
        .matches("WARN  *Tables books begun: .*\nadded member bob with 0 credits");
    assertThat(nameless.run("user", "list").said()).hasLineCount(2).contains("bob");

    try (RunningAppliance appliance = nameless.start()) {
      appliance.port();
      assertThat(appliance.log()).doesNotContain("ERROR", "Exception");
    }
  }

  @Test
  void everyCommandWorksWithAFullOrReadOnlyFolderForTemporaryFiles() throws IOException {
    assumeNamespaces();
    Path target =
        Path.of(System.getProperty("drinkd.home"), "appliance/server/target").toRealPath();
    assumeTrue(!target.startsWith("/tmp"), "the checkout itself is in /tmp");
    Path elsewhere = Files.createTempDirectory(target, "host");
    try {
      house = new HouseFolder(elsewhere.resolve("house"));
      house.addMachine("d", 1, Duration.ofSeconds(60), Duration.ofSeconds(30));
      for (String options : List.of("noexec,size=4k", "ro")) {
        Script script =
            new Script(elsewhere, house.conf(), Map.of()).by(withTemporaryFolder(options));
        HouseFolder.remove(house.data());
        assertThat(script.run("--check").said()).matches(".*: valid: .*");
        assertThat(house.data()).doesNotExist();
        assertWell(script.run("user", "add", "bob"));
        assertThat(script.run("user", "list").said()).hasLineCount(2).contains("bob");
      }
    } finally {
      HouseFolder.remove(elsewhere);
    }
  }

  /** A line of shell that mounts one, and fills it if it can be written. */
  private static String withTemporaryFolder(String options) {
    String mount = "mount -t tmpfs -o " + options + " none /tmp; ";
    String fill = "{ head -c 8k /dev/zero >/tmp/full; } 2>/dev/null; ";
    return NAMESPACES + "bash -c '" + mount + fill + "exec \"$@\"' bash \"$@\"";
  }

  private static void assumeNamespaces() throws IOException {
    Process tried = new ProcessBuilder("bash", "-c", NAMESPACES + "ip link >/dev/null").start();
    try {
      assumeTrue(tried.waitFor() == 0, "this system gives users no namespaces of their own");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void colonInThePathOfTheCheckoutIsRefused() throws IOException {
    Path checkout = Files.createDirectories(temporary.resolve("a:b/scripts"));
    for (String name : List.of("drinkd", "demo", "test", "checkout.sh", "places.sh")) {
      Path script = Path.of(System.getProperty("drinkd.home"), "scripts", name);
      Files.copy(script, checkout.resolve(name));
    }
    for (String name : List.of("drinkd", "demo", "test")) {
      Process process =
          new ProcessBuilder(checkout.resolve(name).toString()).redirectErrorStream(true).start();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(
              name
                  + ": found \":\" in "
                  + checkout.getParent()
                  + ", which Java takes for the end of a path; move the checkout\n");
    }
  }
}
