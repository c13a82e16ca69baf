package io.drinkd.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.drinkd.appliance.config.ListenerSettings.ConnectionBounds;
import io.drinkd.appliance.config.ListenerSettings.Endpoint;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.driver.BoardTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

  @TempDir Path temporary;
  private ConfigurationFolder conf;

  @BeforeEach
  void makeFolder() {
    conf = new ConfigurationFolder(temporary);
  }

  @Test
  void givesDefaultsToWhatIsLeftOut() {
    ApplianceSettings settings = conf.read();

    assertThat(settings.process().name()).isEqualTo("Floor drink server");
    assertThat(settings.process().data()).isEqualTo(temporary.resolve("data"));
    assertThat(settings.process().plugins()).isEmpty();
    assertThat(settings.limits()).isEqualTo(new Limits(Duration.ofSeconds(3600), 16, 1));
    assertThat(settings.listeners())
        .containsExactly(
            new ListenerSettings(
                "sunday",
                "sunday",
                new Endpoint("127.0.0.1", 4242, 1024),
                new ConnectionBounds(2000, 1000),
                List.of(),
                Optional.empty(),
                new SettingValues(
                    Map.of(
                        "cards",
                        "no",
                        "dialect",
                        "classic",
                        "idle.before-login",
                        Duration.ofSeconds(60),
                        "idle.after-login",
                        Duration.ofMinutes(10),
                        "requests-in-flight",
                        64L,
                        "write-buffer-bytes",
                        65_536L,
                        "write-stall",
                        Duration.ofSeconds(30),
                        "requests-per-second.connection",
                        1_000L,
                        "requests-per-second.address",
                        10_000L))));
    assertThat(settings.members().logins())
        .isEqualTo(new LoginLimits(3, Duration.ofSeconds(1), Duration.ofSeconds(30)));
    MachineSettings machine = settings.machines().get(0);
    assertThat(machine.board().times().orElse(BoardTimes.USUAL).answerTimeout())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(machine.board().times().orElse(BoardTimes.USUAL).guardTime())
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(machine.publicAddress()).isEmpty();
  }

  private static AddressRange range(String text) {
    return AddressRange.parse(text).orElseThrow();
  }

  @Test
  void readsEveryKey() {
    conf.write(
        "appliance.yaml",
        """
        name: Third floor
        data: ../elsewhere
        plugins: /opt/drivers
        limits: { delay-max: PT1M30S, queue-per-board: 3 }
        logins: { wrong: 5, pause: 2s, pause-max: 1m }
        listeners:
          - name: touch
            protocol: sunday
            dialect: drinkjs
            host: "::1"
            port: 0
            backlog: 7
            idle:
              before-login: 500ms
              after-login: 1h
            connections:
              all: 5
              per-address: 4
            requests-in-flight: 3
            cards: yes
            write-buffer-bytes: 2048
            write-stall: 2s
            stat-gap: 60ms
            requests-per-second: { connection: 5, address: 50 }
            allow: [127.0.0.1, 10.0.0.0/8]
          - { name: more, protocol: sunday, host: localhost, port: 0 }
        """);
    conf.write(
        "machines/ld.yaml",
        """
        name: Little Drink
        aliases: [littledrink, LD]
        location: South stairwell
        public-address: 192.0.2.7
        driver: tini400
        connect: "[::1]:4343"
        password: { env: LD_PASSWORD }
        timeout: 4s
        guard-time: 1m
        slots:
          - { slot: 2, item: "Vanilla, Coke: ${sys:user.home}", price: 60, count: 0 }
          - { slot: 1, item: Coke, price: 50, count: 24 }
        """);

    ApplianceSettings settings = conf.read(Map.of("LD_PASSWORD", "s3cret"));

    assertThat(settings.process().data()).isEqualTo(temporary.resolveSibling("elsewhere"));
    assertThat(settings.process().plugins()).contains(Path.of("/opt/drivers"));
    assertThat(settings.limits()).isEqualTo(new Limits(Duration.ofSeconds(90), 3, 1));
    assertThat(settings.listeners().get(0))
        .isEqualTo(
            new ListenerSettings(
                "touch",
                "sunday",
                new Endpoint("::1", 0, 7),
                new ConnectionBounds(5, 4),
                List.of(range("127.0.0.1"), range("10.0.0.0/8")),
                Optional.empty(),
                new SettingValues(
                    Map.of(
                        "cards",
                        "yes",
                        "dialect",
                        "drinkjs",
                        "idle.before-login",
                        Duration.ofMillis(500),
                        "idle.after-login",
                        Duration.ofHours(1),
                        "requests-in-flight",
                        3L,
                        "write-buffer-bytes",
                        2_048L,
                        "write-stall",
                        Duration.ofSeconds(2),
                        "stat-gap",
                        Duration.ofMillis(60),
                        "requests-per-second.connection",
                        5L,
                        "requests-per-second.address",
                        50L))));
    assertThat(settings.members().logins())
        .isEqualTo(new LoginLimits(5, Duration.ofSeconds(2), Duration.ofMinutes(1)));
    assertThat(settings.machines()).extracting(MachineSettings::id).containsExactly("d", "ld");
    MachineSettings machine = settings.machines().get(1);
    assertThat(machine.name()).isEqualTo("Little Drink");
    assertThat(machine.aliases()).containsExactly("littledrink", "LD");
    assertThat(machine.location()).isEqualTo("South stairwell");
    assertThat(machine.publicAddress()).contains("192.0.2.7");
    assertThat(machine.board().driver()).isEqualTo("tini400");
    assertThat(machine.board().link()).isEqualTo(new HostAndPort("::1", 4343));
    assertThat(machine.board().link()).hasToString("[::1]:4343");
    assertThat(machine.board().password()).contains(new SecretText("s3cret"));
    assertThat(machine.board().times().orElse(BoardTimes.USUAL).answerTimeout())
        .isEqualTo(Duration.ofSeconds(4));
    assertThat(machine.board().times().orElse(BoardTimes.USUAL).guardTime())
        .isEqualTo(Duration.ofMinutes(1));
    // In the order of their numbers; what looks like a variable stays as it is.
    assertThat(machine.slots())
        .containsExactly(
            new SlotSettings(1, "Coke", 50, 24),
            new SlotSettings(2, "Vanilla, Coke: ${sys:user.home}", 60, 0));
  }

  @Test
  void readsBoardThatDialsIn() {
    conf.write(
        "appliance.yaml",
        ConfigurationFolder.APPLIANCE + "boards: { accept: { host: 127.0.0.1, port: 0 } }\n");
    conf.edit("machines/d.yaml", "connect: 192.0.2.5:4343", "accept: true\naddress: 192.0.2.7");

    ApplianceSettings settings = conf.read();

    assertThat(settings.boards()).contains(new AcceptSettings("127.0.0.1", 0));
    assertThat(settings.machines().get(0).board().link())
        .isEqualTo(new MachineSettings.DialIn(Optional.of("192.0.2.7"), OptionalInt.empty()));
  }

  @Test
  void boardsThatDialInMustDiffer() {
    conf.write(
        "appliance.yaml",
        ConfigurationFolder.APPLIANCE + "boards: { accept: { host: 127.0.0.1, port: 0 } }\n");
    conf.edit("machines/d.yaml", "connect: 192.0.2.5:4343", "accept: true");
    conf.write(
        "machines/e.yaml",
        ConfigurationFolder.MACHINE
            .replace("connect: 192.0.2.5:4343", "accept: true\naddress: 192.0.2.7")
            .replace("[bigdrink]", "[]"));

    assertThat(conf.errors())
        .containsExactly(
            "machines/e.yaml: password: found the password of machines/d.yaml, whose board dials in"
                + " too, expected another password, or an address: in both files, or a port: of its"
                + " own");

    conf.edit("machines/d.yaml", "accept: true", "accept: true\naddress: 10.0.0.8");
    assertThat(conf.read().machines()).hasSize(2);

    conf.edit("machines/d.yaml", "address: 10.0.0.8", "port: 4345");
    assertThat(conf.read().machines().get(0).board().link())
        .isEqualTo(new MachineSettings.DialIn(Optional.empty(), OptionalInt.of(4345)))
        .hasToString("dials in at port 4345");
  }

  @Test
  void aPortOfABoardIsOfNothingElse() {
    conf.write(
        "appliance.yaml",
        ConfigurationFolder.APPLIANCE + "boards: { accept: { host: 127.0.0.1, port: 4343 } }\n");
    for (int taken : List.of(4343, 4242)) {
      conf.write(
          "machines/d.yaml",
          ConfigurationFolder.MACHINE.replace(
              "connect: 192.0.2.5:4343", "accept: true\nport: " + taken));
      assertThat(conf.errors())
          .containsExactly(
              "machines/d.yaml: port: found "
                  + taken
                  + ", expected a port that appliance.yaml has for nothing else");
    }
  }

  @ParameterizedTest
  @CsvSource({"8C, 8", "7.5 C, 7.5", "-3C, -3", "46.4F, 8", "32F, 0"})
  void takesTemperaturesOfBothScales(String written, double celsius) {
    assertThat(conf.read().machines().get(0).coldBelowCelsius()).isEmpty();
    conf.edit("machines/d.yaml", "location:", "cold: " + written + "\nlocation:");

    assertThat(conf.read().machines().get(0).coldBelowCelsius().orElseThrow())
        .isCloseTo(celsius, within(0.001));
  }

  @Test
  void readsMachinesWithoutTheirPasswordsForACommand() {
    conf.remove("secrets/d");

    assertThat(conf.errors()).hasSize(1);
    MachineSettings machine =
        new SettingsReader(ConfigurationFolder.PROTOCOLS, Map.of())
            .readWithoutSecrets(conf.folder())
            .machines()
            .get(0);
    assertThat(machine.slots()).hasSize(1);
  }

  @Test
  void takesOneEntryWithoutDashForList() {
    conf.edit("machines/d.yaml", "[bigdrink]", "bigdrink");
    conf.edit("machines/d.yaml", "  - { slot", "    { slot");

    MachineSettings machine = conf.read().machines().get(0);

    assertThat(machine.aliases()).containsExactly("bigdrink");
    assertThat(machine.slots()).hasSize(1);
  }

  @Test
  void takesEmptyListOfAliases() {
    conf.edit("machines/d.yaml", "[bigdrink]", "[]");

    assertThat(conf.read().machines().get(0).aliases()).isEmpty();
  }

  @Test
  void leavesLineEndAfterPasswordOut() {
    assertThat(conf.read().machines().get(0).board().password())
        .contains(new SecretText("tini-password"));

    conf.secret("secrets/d", "with blanks \r\n");
    assertThat(conf.read().machines().get(0).board().password())
        .contains(new SecretText("with blanks "));
  }

  /** Which are other things in YAML before 1.2: truth values, times, dates, numbers of base 2. */
  @Test
  void takesWordsForTexts() {
    conf.edit("machines/d.yaml", "North stairwell", "yes");
    conf.edit("machines/d.yaml", "Big Drink", "2026-11-20");
    conf.edit("machines/d.yaml", "[bigdrink]", "[on, no]");
    conf.edit("machines/d.yaml", "item: Coke", "item: 1:30");

    MachineSettings machine = conf.read().machines().get(0);

    assertThat(machine.name()).isEqualTo("2026-11-20");
    assertThat(machine.location()).isEqualTo("yes");
    assertThat(machine.aliases()).containsExactly("on", "no");
    assertThat(machine.slots().get(0).item()).isEqualTo("1:30");
  }

  /** Some editors begin a file with a mark that says how it is encoded. */
  @Test
  void leavesMarkOfTheEncodingOut() {
    conf.secret("secrets/d", "\uFEFFsesame\r\n");
    conf.edit("machines/d.yaml", "name: Big", "\uFEFFname: Big");
    conf.edit("appliance.yaml", "name: Floor", "\uFEFFname: Floor");

    ApplianceSettings settings = conf.read();

    assertThat(settings.process().name()).isEqualTo("Floor drink server");
    assertThat(settings.machines().get(0).board().password()).contains(new SecretText("sesame"));
  }

  @Test
  void ignoresFilesPutAsideInMachines() {
    conf.write("machines/.d.yaml.swp", "x").write("machines/d.yaml~", "x");

    assertThat(conf.read().machines()).hasSize(1);
  }

  @Test
  void reportsAllMistakesOfAllFilesAtOnce() {
    conf.edit("appliance.yaml", "4242", "70000").edit("appliance.yaml", "name: Fl", "nam: Fl");
    conf.edit("machines/d.yaml", "price: 50", "price: -1");
    conf.write("machines/ld.yaml", "name: [");

    assertThat(conf.errors())
        .containsExactly(
            "appliance.yaml: nam: found an unknown key, expected \"name\" (did you mean that?)",
            "appliance.yaml: name: found nothing, expected one line of 1 to 100 characters without"
                + " double quotes: the name by which clients are greeted",
            "appliance.yaml: listeners[1].port: found 70000,"
                + " expected a whole number from 0 to 65535",
            "machines/d.yaml: slots[1].price: found -1,"
                + " expected a whole number from 0 to 1000000000",
            "machines/ld.yaml: line 1: found a list that is not closed, expected commas between ["
                + " and ]");
  }

  @Test
  void carriesEachMistakeInItsParts() {
    conf.edit("machines/d.yaml", "price: 50", "price: -1");

    assertThatThrownBy(conf::read)
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.errors())
                    .isEqualTo(
                        List.of(
                            new SettingsError(
                                temporary.resolve("machines/d.yaml"),
                                "slots[1].price",
                                "-1",
                                "a whole number from 0 to 1000000000"))));
  }

  @Test
  void readsWithoutMachines() {
    conf.edit("appliance.yaml", "name: Fl", "data: books\nname: Fl").remove("secrets/d");
    SettingsReader reader = new SettingsReader(ConfigurationFolder.PROTOCOLS, Map.of());

    assertThat(reader.readWithoutMachines(temporary).process().data())
        .isEqualTo(temporary.resolve("books"));

    conf.edit("appliance.yaml", "4242", "70000");
    assertThatThrownBy(() -> reader.readWithoutMachines(temporary))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("listeners[1].port");
  }

  @Test
  void findsOneDataFolderThroughLinksToo() throws IOException {
    conf.edit("appliance.yaml", "name: Fl", "data: ../books\nname: Fl").remove("secrets/d");
    SettingsReader reader = new SettingsReader(ConfigurationFolder.PROTOCOLS, Map.of());
    Path books = temporary.toRealPath().resolveSibling("books");
    Path elsewhere = Files.createDirectories(temporary.resolve("else/where"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("drinkd"), temporary);
    Path folderOfLink = Files.createDirectory(elsewhere.resolve("conf"));
    Files.createSymbolicLink(
        folderOfLink.resolve("appliance.yaml"), temporary.resolve("appliance.yaml"));

    for (Path folder : List.of(temporary, link, folderOfLink)) {
      assertThat(reader.readWithoutMachines(folder).process().data()).isEqualTo(books);
    }
  }

  @Test
  void knowsWhatTheDirectoryDecidesWithoutItsPassword() {
    conf.write(
        "appliance.yaml",
        ConfigurationFolder.APPLIANCE
            + """
            members:
              source: ldap
              ldap:
                url: ldaps://directory.example.net
                account: cn=drinkd,dc=example,dc=net
                password: { file: secrets/directory }
                base: ou=people,dc=example,dc=net
            """);
    SettingsReader reader = new SettingsReader(ConfigurationFolder.PROTOCOLS, Map.of());

    MemberSettings members = reader.readWithoutMachines(temporary).members();
    assertThat(members.passwordsInDirectory()).isTrue();
    assertThat(members.adminsInDirectory()).isFalse();
    assertThat(members.directory()).isEmpty();

    conf.edit("appliance.yaml", "    base:", "    admin-group: cn=drink,dc=example\n    base:");
    conf.secret("secrets/directory", "of the account\n");
    assertThat(reader.readWithoutMachines(temporary).members().adminsInDirectory()).isTrue();
    assertThat(conf.read().members())
        .satisfies(all -> assertThat(all.adminsInDirectory()).isTrue())
        .satisfies(all -> assertThat(all.directory()).isPresent())
        .asString()
        .doesNotContain("of the account");

    conf.write("appliance.yaml", ConfigurationFolder.APPLIANCE);
    assertThat(reader.readWithoutMachines(temporary).members().passwordsInDirectory()).isFalse();
  }

  @Test
  void tableHoldsNoKeyTwice() {
    assertThat(SettingsTable.APPLIANCE).extracting(Setting::key).doesNotHaveDuplicates();
    assertThat(SettingsTable.MACHINE).extracting(Setting::key).doesNotHaveDuplicates();
    assertThat(SettingsTable.names()).contains("per-address", "slots", "price", "plugins");
  }

  @Test
  void readsCredentialWhateverItsMode() throws IOException {
    Path credentials = Files.createDirectory(temporary.resolve("credentials"));
    Path credential = Files.writeString(credentials.resolve("d"), "s3cret\n");
    Files.setPosixFilePermissions(credential, PosixFilePermissions.fromString("r--r--r--"));
    conf.edit("machines/d.yaml", "{ file: secrets/d }", "{ credential: d }");
    Map<String, String> service = Map.of("CREDENTIALS_DIRECTORY", credentials.toString());

    assertThat(conf.read(service).machines().get(0).board().password())
        .contains(new SecretText("s3cret"));

    Files.delete(credential);
    assertThatThrownBy(() -> conf.read(service))
        .hasMessageContaining(
            "password.credential: found no credential d, expected LoadCredential=d:");
  }

  @Test
  void takesSeveralFoldersOfPlugins() {
    conf.edit("appliance.yaml", "listeners:", "plugins: [/usr/lib/drivers, own]\nlisteners:");

    assertThat(conf.read().process().plugins())
        .containsExactly(Path.of("/usr/lib/drivers"), temporary.resolve("own"));
  }
}
