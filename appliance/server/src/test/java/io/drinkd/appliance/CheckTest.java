package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.drinkd.appliance.config.SettingsError;
import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.plugin.BadDriver;
import io.drinkd.appliance.plugin.PluginJar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code --check} finds beside mistakes in the files: in the host, the data folder, drivers.
 */
class CheckTest {

  private static final String APPLIANCE =
      """
      name: Floor drink server
      listeners:
        - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0 }
      """;

  private static final String MACHINE =
      """
      name: Big Drink
      location: North stairwell
      driver: tini390
      connect: 127.0.0.1:9
      password: { env: D_PASSWORD }
      slots: [{ slot: 1, item: Coke, price: 50, count: 24 }]
      """;

  @TempDir Path conf;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void configure() throws IOException {
    write("appliance.yaml", APPLIANCE);
    write("machines/d.yaml", MACHINE);
  }

  @Test
  void findsBrokenLogConfiguration() throws IOException {
    write("log4j2.xml", "<Configuration>\n<Appenders>");
    assertThat(check()).isEqualTo(ExitCode.USAGE);
    assertThat(err()).startsWith(conf.resolve("log4j2.xml") + ": line 2: found ");
    assertThat(err().lines()).hasSize(1);
  }

  @Test
  void findsWhatAWebListenerCannotHave() throws IOException {
    String web = "  - { name: web, protocol: web, host: 127.0.0.1, port: 0, %s }\n";
    String right =
        "public-url: \"https://drink.example.net\", trusted-proxies: [127.0.0.1], hsts: true";
    write("appliance.yaml", APPLIANCE + String.format(Locale.ROOT, web, right));
    assertThat(check()).as(err()).isEqualTo(ExitCode.WELL);

    String wrong = "public-url: drink/x, trusted-proxies: [nginx], hsts: maybe, certificate: a.pem";
    write("appliance.yaml", APPLIANCE + String.format(Locale.ROOT, web, wrong));
    assertThat(check()).isEqualTo(ExitCode.USAGE);
    assertThat(err())
        .contains(
            "listeners[2].public-url: found \"drink/x\", expected an address such as https://")
        .contains("listeners[2].trusted-proxies")
        .contains("listeners[2].hsts: found \"maybe\"")
        .contains("listeners[2].certificate");
  }

  @Test
  void findsAHostThatThisMachineDoesNotHave() throws IOException {
    write("appliance.yaml", APPLIANCE.replace("127.0.0.1", "203.0.113.9"));
    assertThat(check()).isEqualTo(ExitCode.PORT_TAKEN);
    assertThat(err())
        .isEqualTo(
            conf.resolve("appliance.yaml")
                + ": listeners[1].host: found 203.0.113.9, which is no address of this machine,"
                + " expected one that it has, or 0.0.0.0 for all\n");

    write("appliance.yaml", APPLIANCE.replace("127.0.0.1", "no-such-host.invalid"));
    assertThat(check()).isEqualTo(ExitCode.PORT_TAKEN);
    assertThat(err()).contains("found no-such-host.invalid, which no address is known of");
  }

  @Test
  void findsADataFolderThatCannotBeCreated() throws IOException {
    write("appliance.yaml", APPLIANCE + "data: /proc/no-such-folder/data\n");
    assertThat(check()).isEqualTo(ExitCode.UNUSABLE_FILES);
    assertThat(err())
        .startsWith(conf.resolve("appliance.yaml") + ": data: found /proc/no-such-folder/data, ")
        .contains("which cannot be created in /proc");
  }

  @Test
  void findsADataFolderThatIsALinkToNothing() throws IOException {
    Path data = Files.createSymbolicLink(conf.resolve("data"), conf.resolve("disk"));
    assertThat(check()).isEqualTo(ExitCode.UNUSABLE_FILES);
    assertThat(err())
        .isEqualTo(
            conf.resolve("appliance.yaml")
                + ": data: found "
                + data
                + ", a link to "
                + conf.resolve("disk")
                + ", which does not exist, expected a folder of the user who runs drinkd; create"
                + " it\n");

    assertThatThrownBy(() -> DataFolder.take(data))
        .hasMessage(
            data
                + ": the data folder cannot be used: "
                + data
                + " is a link to "
                + conf.resolve("disk")
                + ", which does not exist; create it");
  }

  @Test
  void findsAFileOfAnotherOwnerInTheDataFolder() throws IOException {
    assumeThat(Files.getOwner(conf).getName()).isEqualTo("root");
    write("data/drinkd.db", "");
    Path data = conf.resolve("data");
    Path books = data.resolve("drinkd.db");
    Files.setOwner(
        books,
        books.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    assertThat(check()).isEqualTo(ExitCode.UNUSABLE_FILES);
    assertThat(err())
        .isEqualTo(
            conf.resolve("appliance.yaml")
                + ": data: found "
                + books
                + ", which belongs to nobody, in a folder of root, expected one owner: chown -R"
                + " root "
                + data
                + "\n");

    write("data/drinkd.db-wal", "");
    Files.setOwner(conf.resolve("data/drinkd.db-wal"), Files.getOwner(books));
    assertThat(check()).isEqualTo(ExitCode.UNUSABLE_FILES);
    assertThat(err()).contains("drinkd.db and 1 more, which belongs to nobody,");
    assertThat(err().lines()).hasSize(1);
  }

  @Test
  void findsADataFolderThatIsOpenToOthers() throws IOException {
    Path data = Files.createDirectory(conf.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
    assertThat(check()).isEqualTo(ExitCode.UNUSABLE_FILES);
    assertThat(err()).endsWith("expected its owner's alone: chmod 700 " + data + "\n");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    assertThat(check()).as(err()).isEqualTo(ExitCode.WELL);
  }

  @Test
  void findsADiskWithoutRoom() {
    assertThat(DataFolderCheck.mistakes(conf, conf.resolve("data"), Long.MAX_VALUE))
        .singleElement()
        .asString()
        .matches(".*: data: found .*/data with \\d+ MiB of room on its disk, expected at least .*");
  }

  /** What the host does not permit of the configuration, by ports alone. */
  private List<SettingsError> hostMistakes(boolean opensAllPorts) throws IOException {
    var settings =
        new SettingsReader(Protocols.declared(), Map.of("D_PASSWORD", "secret")).read(conf);
    return new HostCheck(conf, new PortRights(1024, opensAllPorts)).mistakes(settings);
  }

  @Test
  void findsPortsThatItsUserMayNotOpen() throws IOException {
    write("appliance.yaml", APPLIANCE.replace("port: 0", "port: 42"));
    assertThat(hostMistakes(false))
        .singleElement()
        .asString()
        .startsWith(
            conf.resolve("appliance.yaml")
                + ": listeners[1].port: found 42, which this user may not open, expected a port"
                + " from 1024 on, or the right to open it: ");
    assertThat(hostMistakes(true)).isEmpty();
  }

  @Test
  void aMachinesOwnPortThatThisUserMayNotOpenIsAMistakeOfItsFile() throws IOException {
    write("appliance.yaml", APPLIANCE + "boards: { accept: { host: 127.0.0.1, port: 0 } }\n");
    write("machines/d.yaml", MACHINE.replaceFirst("(?m)^connect: .*$", "accept: true\nport: 80"));
    assertThat(hostMistakes(false))
        .singleElement()
        .asString()
        .startsWith(
            conf.resolve("machines/d.yaml")
                + ": port: found 80, which this user may not open, expected a port from 1024 on, or"
                + " the right to open it: ");
  }

  private void assertRefuses(Class<?> driver, String found) throws IOException {
    Path plugins = Files.createDirectory(conf.resolve("plugins"));
    PluginJar.ofDriver(plugins.resolve("bad.jar"), driver);
    write("machines/d.yaml", MACHINE.replace("tini390", "bad"));
    write("appliance.yaml", APPLIANCE + "plugins: plugins\n");

    assertThat(check()).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("machines/d.yaml: " + found);
    assertThat(err().lines()).hasSize(1);
  }

  @Test
  void findsSettingsThatADriverRefuses() throws IOException {
    assertRefuses(
        BadDriver.RefusesSettings.class, "found what bad refuses: slots: found 1, expected none\n");
  }

  @Test
  void namesTheSlotsOrTheSettingsIfItIsThoseThatADriverRefuses() throws IOException {
    String plc =
        MACHINE.replace("tini390", "uccplc").replaceFirst("(?m)^password: .*\n", "")
            + "settings: { unit: 2 }\n";
    write("machines/d.yaml", plc);
    assertThat(check()).as(err()).isEqualTo(ExitCode.WELL);

    String far = "24 }, { slot: 99, item: Jolt, price: 50, count: 5 }]";
    write("machines/d.yaml", plc.replace("24 }]", far));
    assertThat(check()).isEqualTo(ExitCode.USAGE);
    assertThat(err())
        .isEqualTo(
            conf.resolve("machines/d.yaml")
                + ": slots: found what uccplc refuses: slots from 1 to 99; it can have 64 in a row\n");

    write(
        "machines/d.yaml",
        MACHINE.replace("tini390", "mqtt") + "settings: { orders: 'drinkd/#' }\n");
    assertThat(check()).isEqualTo(ExitCode.USAGE);
    assertThat(err())
        .startsWith(
            conf.resolve("machines/d.yaml")
                + ": settings: found what mqtt refuses: topics drinkd/#, ")
        .hasLineCount(1);
  }

  @Test
  void aPasswordOfAModelThatHasNoneNeedsNoFile() throws IOException {
    write(
        "machines/d.yaml",
        MACHINE
            .replace("tini390", "uccplc")
            .replaceFirst("(?m)^password: .*$", "password: { file: secrets/d }"));

    assertThat(check()).isEqualTo(ExitCode.USAGE);
    assertThat(err())
        .isEqualTo(
            conf.resolve("machines/d.yaml")
                + ": password: found one, expected none, uccplc boards have none\n");
  }

  @Test
  void findsADriverThatFailsToOpenABoard() throws IOException {
    assertRefuses(
        BadDriver.ThrowsWhenOpening.class,
        "driver: found bad, whose driver fails to open a board (it throws"
            + " java.lang.IllegalStateException: thrown when opening), expected a driver that"
            + " opens one; report it to the driver's author");
  }

  @Test
  void asksWhetherAModelOfASimilarNameWasMeant() throws Exception {
    write("machines/d.yaml", MACHINE.replace("tini390", "tini930"));
    assertThat(check()).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("driver: found tini930, ").endsWith("; did you mean tini390?\n");

    write("machines/d.yaml", MACHINE.replace("tini390", "espresso"));
    assertThat(check()).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("driver: found espresso, ").doesNotContain("did you mean");
  }

  @Test
  void findsMachinesThatShareAnAddressButHaveNothingThatTellsTheirBoardsApart() throws IOException {
    String mqtt = MACHINE.replace("tini390", "mqtt");
    write("machines/d.yaml", mqtt);
    write("machines/ld.yaml", mqtt);
    assertThat(check()).as(err()).isEqualTo(ExitCode.WELL);

    write("machines/ld.yaml", mqtt + "settings: { orders: drinkd/d/order, user: ld }\n");
    assertThat(check()).isEqualTo(ExitCode.USAGE);
    String mistake =
        "machines/ld.yaml: settings.orders: found \"drinkd/d/order\", which machines/d.yaml has too"
            + " at 127.0.0.1:9, expected another value, for it tells boards at one address apart\n";
    assertThat(err()).isEqualTo(conf + "/" + mistake);
    assertThat(main("--conf", conf.toString())).as(err()).isEqualTo(ExitCode.USAGE);
    assertThat(err()).isEqualTo(mistake);

    write("machines/ld.yaml", mqtt + "settings: { results: drinkd/+/result }\n");
    assertThat(check()).isEqualTo(ExitCode.USAGE);
    assertThat(err())
        .contains("drinkd/+/result, drinkd/ld/state; three are needed, without + and #");
  }

  /** The code by which a start with the same mistake ends. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: Floor | nme: Floor",
        "127.0.0.1 | 203.0.113.9",
        "127.0.0.1 | no-such-host.invalid",
        "name: | data: /proc/no-such-folder/data\\nname:",
        "name: | data: appliance.yaml\\nname:",
        "name: | plugins: /proc/no-such-folder\\nname:"
      })
  void hasTheCodeOfAStart(String from, String to) throws IOException {
    write("appliance.yaml", APPLIANCE.replace(from, to.replace("\\n", "\n")));
    int checked = check();
    assertThat(checked).isNotEqualTo(ExitCode.WELL);
    assertThat(main("--conf", conf.toString())).as(err()).isEqualTo(checked);
  }

  @Test
  void wantsAFolderOfDriversAsAStartDoes() {
    String drivers = System.clearProperty(ApplianceProcess.PLUGINS_PROPERTY);
    try {
      assertThat(check()).isEqualTo(ExitCode.USAGE);
      assertThat(err())
          .isEqualTo(
              conf.resolve("appliance.yaml")
                  + ": plugins: found nothing, expected the folder of the drivers\n");
    } finally {
      System.setProperty(ApplianceProcess.PLUGINS_PROPERTY, drivers);
    }
  }

  @Test
  void namesStrayFiles() throws IOException {
    write("machines/README", "");
    write("machines/d.yaml.orig", "");
    write("machines/ld.yml", "");
    assertThat(check()).isEqualTo(ExitCode.WELL);
    Path folder = conf.resolve("machines");
    assertThat(err().lines())
        .containsExactlyInAnyOrder(
            folder
                + "/ld.yml: passed over, for only *.yaml is a machine; if it is one: mv "
                + folder
                + "/ld.yml "
                + folder
                + "/ld.yaml",
            folder + ": passed over, for only *.yaml is a machine: README, d.yaml.orig");
  }

  private int check() {
    return main("--conf", conf.toString(), "--check");
  }

  private int main(String... arguments) {
    out.reset();
    err.reset();
    return new Main(Map.of("D_PASSWORD", "secret"), stream(out), stream(err))
        .run(List.of(arguments));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void write(String file, String text) throws IOException {
    Path path = conf.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
