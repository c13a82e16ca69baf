package io.drinkd.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake one can make in the files, and the line that it gives. */
class SettingsErrorTest {

  @TempDir Path temporary;
  private ConfigurationFolder conf;

  @BeforeEach
  void makeFolder() {
    conf = new ConfigurationFolder(temporary);
  }

  static Stream<Arguments> applianceMistakes() {
    String words = "a word of 1 to 32 letters, digits, '-' or '_', beginning with a letter";
    String port = "port: found %s, expected a whole number from 0 to 65535";
    return Stream.of(
        one("port: 4242", "port: 65536", "listeners[1]." + port.formatted("65536")),
        one("port: 4242", "port: -1", "listeners[1]." + port.formatted("-1")),
        one("port: 4242", "port: \"4242\"", "listeners[1]." + port.formatted("\"4242\"")),
        one("port: 4242", "port: 42.5", "listeners[1]." + port.formatted("42.5")),
        one("port: 4242", "port: [1, 2]", "listeners[1]." + port.formatted("a list")),
        one("port: 4242", "port: {a: 1}", "listeners[1]." + port.formatted("further keys")),
        one("port: 4242", "port: []", "listeners[1]." + port.formatted("nothing")),
        one("port: 4242", "port:", "listeners[1]." + port.formatted("nothing")),
        one("port: 4242", "port: 99999999999999999999", "found 99999999999999999999, expected a"),
        one(
            "port: 4242",
            "port: 4242, prt: 1",
            "listeners[1].prt: found a setting that protocol sunday does not know,"),
        one("port: 4242", "port: 4242, prt: 1", "expected \"port\" (did you mean that?)"),
        one("port: 4242", "port: 4242, colour: red", "expected one of allow, backlog,"),
        one(
            "port: 4242",
            "port: 4242, port: 1",
            "line 3: found the key port for a second time, expected each key once"),
        one("port: 4242", "port: 4242, backlog: 0", "found 0, expected a whole number from 1"),
        one(", port: 4242", "", "listeners[1].port: found nothing, expected a whole number"),
        one("host: 127.0.0.1, ", "", "listeners[1].host: found nothing, expected one line"),
        one(
            "protocol: sunday",
            "protocol: monday",
            "found \"monday\", expected echo, sunday or web"),
        one(
            "protocol: sunday",
            "protocol: echo, requests-in-flight: 3, idle: 5s",
            "requests-in-flight: found a setting that protocol echo does not know, expected one"
                + " of"),
        one(
            "port: 4242",
            "port: 0, idle: { before-logn: 1s }",
            "listeners[1].idle.before-logn: found a setting that protocol sunday does not know,"),
        one(
            "protocol: sunday",
            "protocol: echo, idle: { before-login: 5s }",
            "listeners[1].idle: found further keys, expected a duration such as"),
        one(
            "protocol: sunday",
            "protocol: echo, dialect: classic",
            "listeners[1].dialect: found a setting that protocol echo does not know"),
        one("host:", "dialect: klingon, host:", "\"klingon\", expected classic or drinkjs"),
        one("name: sunday", "name: two words", "found \"two words\", expected " + words),
        one("name: sunday", "name: 42", "beginning with a letter or a digit, between quotes"),
        one("port: 4242", "port: 0, idle: 60s", "listeners[1].idle: found \"60s\", expected"),
        one("port: 4242", "port: 0, idle: [1, 2]", "idle: found a list, expected further keys"),
        one("port: 4242", "port: 0, write-stall: 10", "found 10, expected a duration such as"),
        one("port: 4242", "port: 0, write-stall: 10", "from 1ms to 24h, with its unit"),
        one("port: 4242", "port: 0, write-stall: 10y", "found \"10y\", expected a duration"),
        one("port: 4242", "port: 0, write-stall: PT", "found \"PT\", expected a duration"),
        one("port: 4242", "port: 0, write-stall: -1s", "found \"-1s\", expected a duration"),
        one("port: 4242", "port: 0, write-stall: 25h", "found \"25h\", expected a duration"),
        one(
            "port: 4242",
            "port: 0, allow: [10.0.0.0/33]",
            "allow: found \"10.0.0.0/33\", expected addresses or ranges of them such as"),
        one("port: 4242", "port: 0, idle: {after: 1s}", "listeners[1].idle.after: found a setting"),
        one("name: Floor", "dat: x\nname: Floor", "dat: found an unknown key, expected \"data\""),
        one("Floor drink server", "'a \" b'", "name: found \"a \" b\", expected one line"),
        one("Floor drink server", "\"two\\nlines\"", "name: found \"two?lines\", expected one"),
        one("Floor drink server", "\"Floor\\u202E\"", "name: found \"Floor?\", expected one line"),
        one("Floor drink server", "Flo\u200Bor", "name: found \"Flo?or\", expected one line"),
        one("Floor drink server", "x".repeat(101), "name: found \"" + "x".repeat(60) + "...\","),
        one("Floor drink server", "true", "name: found true, expected one line"),
        one("Floor drink server", "050", "name: found 050, expected one line"),
        one("Floor drink server", "0x2A", "between quotes to make it a text"),
        one("Floor drink server", ".inf", "name: found .inf, expected one line"),
        one(
            "port: 4242",
            "port: 04242",
            "found 04242, expected a whole number from 0 to 65535, in"),
        one("port: 4242", "port: 1:30", "found \"1:30\", expected a whole number from 0 to"),
        one("name: Floor", "data: machines/d.yaml\nname: Floor", "which is no folder, expected a"),
        one("name: Floor", "limits: { delay-max: 25h }\nname: Floor", "limits.delay-max: found"),
        one("name: Floor", "limits: 3\nname: Floor", "limits: found 3, expected further keys"),
        one(
            "Floor drink server",
            "!!int x",
            "line 1: found a type tag (!), expected values without type tags"),
        one("name: Floor", "1: x\nname: Floor", "found the key 1, expected a key that is a word"),
        one("name: Floor", "a.b: x\nname: Floor", "a.b: found an unknown key, expected one of"),
        one(
            "name: Floor",
            "\n#\u0000\nname: Floor",
            "line 2: found the character U+0000, expected"),
        one("name: Floor", "a: &x {b: *x}\nname: Floor", "found YAML with '&' and '*', expected"),
        one(
            "name: Floor",
            "a: !!java.net.URL [x]\nname: Floor",
            "line 1: found a type tag (!), expected"),
        one("name: Floor", "\tname: Floor", "line 1: found a tab, expected blanks"),
        one(
            "name: Floor",
            "---\nx: 1\n---\nname: Floor",
            "found a second document (---), expected"),
        one("name: Floor", "a: b: c\nname: Floor", "line 1: found a colon where no key can be,"),
        one("name: Floor", "a: [1, 2\nname: Floor", "found a list that is not closed, expected"),
        one("name: Floor", "a: {b: 1\nname: Floor", "found keys that are not closed, expected"),
        one("name: Floor", "a: \"b\nname: Floor", "found a text without its closing quote,"),
        one("name: Floor", "a: \"\\q\"\nname: Floor", "line 1: found a backslash between double"),
        one("name: Floor", "a: @b\nname: Floor", "line 1: found a value that begins with @,"),
        one("name: Floor", "a: 1\nb\nname: Floor", "line 3: found a line without a colon"),
        one("name: Floor", "x: 1\n y: 2\nname: Floor", "line 2: found "),
        one("name: Floor", " x: 1\nname: Floor", "found a line that is indented otherwise than"));
  }

  @ParameterizedTest
  @MethodSource("applianceMistakes")
  void namesMistakeInAppliance(String from, String to, String expected) {
    conf.edit("appliance.yaml", from, to);

    assertThat(conf.errors()).anyMatch(line -> line.contains(expected));
    assertThat(conf.errors()).allMatch(line -> line.startsWith("appliance.yaml: "));
  }

  static Stream<Arguments> machineMistakes() {
    return Stream.of(
        one("connect: 192.0.2.5:4343\n", "", "connect: found neither connect nor accept"),
        one("connect: 192", "accept: true\nconnect: 192", "accept: found connect and accept"),
        one("192.0.2.5:4343", "192.0.2.5", "connect: found \"192.0.2.5\", expected host:port"),
        one("192.0.2.5:4343", "192.0.2.5:0", "connect: found \"192.0.2.5:0\", expected host:port"),
        one("192.0.2.5:4343", "a:65536", "connect: found \"a:65536\", expected host:port"),
        one("192.0.2.5:4343", "::1:4343", "connect: found \"::1:4343\", expected host:port"),
        one(
            "connect: 192.0.2.5:4343",
            "accept: maybe",
            "accept: found \"maybe\", expected true or"),
        one("connect: 192.0.2.5:4343", "accept: true", "but no port for boards in appliance.yaml"),
        one("connect: 192", "address: 1.2.3.4\nconnect: 192", "address: found it without accept:"),
        one("connect: 192", "port: 4344\nconnect: 192", "port: found it without accept: true"),
        one("192.0.2.5:4343", "10.0.0.256:4343", "found \"10.0.0.256:4343\", expected host:port,"),
        one("192.0.2.5:4343", "010.0.0.5:4343", "found \"010.0.0.5:4343\", expected host:port,"),
        one("192.0.2.5:4343", "1.2.3:4343", "found \"1.2.3:4343\", expected host:port, a name"),
        one("192.0.2.5:4343", "-x.y:4343", "connect: found \"-x.y:4343\", expected host:port"),
        one("name: Big", "public-address: 01.2.3.4\nname: Big", "expected an address such as"),
        one(
            "slot: 1",
            "slot: 1000",
            "slots[1].slot: found 1000, expected a whole number from 0 to 999"),
        one("slot: 1", "slot: 1001", "slots[1].slot: found 1001, expected a whole number"),
        one("price: 50", "price: 0.5", "slots[1].price: found 0.5, expected a whole number"),
        one("price: 50", "price: 050", "slots[1].price: found 050, expected a whole number from 0"),
        one("price: 50", "price: 0b11", "price: found \"0b11\", expected a whole number from 0"),
        one("price: 50", "price: 1_0", "price: found \"1_0\", expected a whole number from 0 to"),
        one("price: 50", "price: 0x32", "price: found 0x32, expected a whole number from 0 to"),
        one("price: 50", "price: 0o62", "price: found 0o62, expected a whole number from 0 to"),
        one("price: 50", "price: 5e1", "price: found 5e1, expected a whole number from 0 to"),
        one("price: 50", "price: +50", "price: found +50, expected a whole number from 0 to"),
        one("price: 50", "price: -0", "in plain decimal digits"),
        one("price: 50", "price: fifty", "slots[1].price: found \"fifty\", expected a whole"),
        one(", price: 50", "", "slots[1].price: found nothing, expected a whole number"),
        one("count: 24", "count: -1", "slots[1].count: found -1, expected a whole number from 0"),
        one("item: Coke", "item: 7", "slots[1].item: found 7, expected one line"),
        one("Coke", "'a \"good\" one'", "found \"a \"good\" one\", expected one line"),
        one("  - { slot", "  - 5\n  - { slot", "slots[1]: found 5, expected a list"),
        one("  - { slot", "  -\n  - { slot", "slots[1]: found nothing, expected a list"),
        one("  - { slot: 1, item: Coke, price: 50, count: 24 }\n", "", "found nothing, expected a"),
        one(
            "slots:\n",
            "slots:\n  - { slot: 1, item: Tea, price: 1, count: 1 }\n",
            "slots[2].slot: found 1, expected a number that no slot before it has"),
        one("[bigdrink]", "[big drink]", "aliases: found \"big drink\", expected a word of"),
        one("[bigdrink]", "[ok, 7]", "aliases: found 7, expected a word of"),
        one("[bigdrink]", "[x, x]", "found \"x\", which names the machine of machines/d.yaml"),
        one("[bigdrink]", "[d]", "found \"d\", which names the machine of machines/d.yaml"),
        one("name: Big", "public-address: floor\nname: Big", "public-address: found \"floor\""),
        one("name: Big", "public-address: 1.2.3.4.5\nname: Big", "expected an address such as"),
        one("name: Big", "public-address: 1.2.3.999\nname: Big", "expected an address such as"),
        one("{ file: secrets/d }", "{}", "password: found none of these, expected { file"),
        one("{ file: secrets/d }", "{ file: x, env: Y }", "password: found file and env, expected"),
        one("{ file: secrets/d }", "{ text: x }", "password.text: found an unknown key"),
        one("{ file: secrets/d }", "{ env: NO_SUCH }", "password.env: found no variable NO_SUCH"),
        one(
            "{ file: secrets/d }",
            "{ credential: d }",
            "password.credential: found d, not visible here, expected to be read by the service"),
        one("{ file: secrets/d }", "{ credential: ../d }", "password.credential: found \"../d\""),
        one("{ file: secrets/d }", "[{ env: A }, { env: B }]", "password: found a list, expected"),
        one("secrets/d", "secrets", "found secrets, which is no file, expected a file"),
        one(
            "secrets/d",
            "secrets/x",
            "found no file secrets/x, expected a file with the password; make it"));
  }

  @ParameterizedTest
  @MethodSource("machineMistakes")
  void namesMistakeInMachine(String from, String to, String expected) {
    conf.edit("machines/d.yaml", from, to);

    assertThat(String.join("\n", conf.errors())).contains(expected);
    assertThat(conf.errors()).allMatch(line -> line.startsWith("machines/d.yaml: "));
  }

  @Test
  void neverShowsPasswordInTheClear() {
    conf.edit("machines/d.yaml", "{ file: secrets/d }", "hunter2");

    assertThat(conf.errors())
        .containsExactly(
            "machines/d.yaml: password: found a password in the clear, expected { file:"
                + " secrets/NAME }, { env: NAME } or { credential: NAME }: passwords do not belong in the"
                + " YAML; then"
                + " change the password");

    conf.edit("machines/d.yaml", "hunter2", "[hunter2, {hunter2]");
    assertThat(conf.errors()).hasSize(1).noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void refusesSecretThatOthersMayRead() {
    conf.permit("secrets/d", "rw-r--r--");
    assertThat(conf.errors()).hasSize(1).allMatch(line -> line.endsWith("chmod 600 secrets/d"));

    conf.permit("secrets/d", "rw-rw----");
    assertThat(conf.errors()).hasSize(1).allMatch(line -> line.endsWith("chmod 600 secrets/d"));

    conf.permit("secrets/d", "rw-r-----");
    assertThat(conf.errors()).isEmpty();
  }

  @Test
  void refusesSecretThatIsNoPassword() {
    conf.secret("secrets/d", "\n");
    assertThat(conf.errors()).hasSize(1).allMatch(line -> line.contains("without a password"));

    conf.secret("secrets/d", "one\ntwo\n");
    assertThat(conf.errors()).hasSize(1).allMatch(line -> line.contains("more than one line"));

    conf.secret("secrets/d", "x".repeat(1025));
    assertThat(conf.errors()).hasSize(1).allMatch(line -> line.contains("more than 1024 bytes"));
  }

  @Test
  void refusesListenersThatMeet() {
    String one = "  - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 4242 }\n";
    conf.edit("appliance.yaml", one, one + one);
    assertThat(conf.errors())
        .containsExactly(
            "appliance.yaml: listeners[2].name: found \"sunday\","
                + " expected a name that no listener before it has",
            "appliance.yaml: listeners[2].port: found 4242,"
                + " expected a port that no listener before it has");

    String everywhere = "  - { name: other, protocol: sunday, host: 0.0.0.0, port: 4242 }\n";
    conf.edit("appliance.yaml", one + one, one + everywhere);
    assertThat(conf.errors()).hasSize(1).allMatch(line -> line.contains("listeners[2].port"));

    conf.edit("appliance.yaml", "0.0.0.0", "127.0.0.2");
    assertThat(conf.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host: 127.0.0.1, port: 4242", "port: 4242"})
  void refusesPortForBoardsThatAListenerHas(String accept) {
    conf.edit("appliance.yaml", "listeners:", "boards: { accept: { " + accept + " } }\nlisteners:");
    assertThat(conf.errors())
        .containsExactly(
            "appliance.yaml: boards.accept.port: found 4242,"
                + " expected another port than that of listeners[1].port");

    conf.edit("appliance.yaml", "accept: { " + accept, "accept: { host: 127.0.0.2, port: 4242");
    assertThat(conf.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8 | found 8, expected a temperature such as 8C or 46F, from -30C to 50C, with its unit",
        "8K | found \"8K\", expected a temperature such as 8C or 46F, from -30C to 50C",
        "60C | found \"60C\", expected a temperature such as 8C or 46F, from -30C to 50C",
        "-40F | found \"-40F\", expected a temperature such as 8C or 46F, from -30C to 50C",
        "C | found \"C\", expected a temperature such as 8C or 46F, from -30C to 50C",
      })
  void namesWhatIsNoTemperature(String written, String error) {
    conf.edit("machines/d.yaml", "location:", "cold: " + written + "\nlocation:");

    assertThat(conf.errors()).containsExactly("machines/d.yaml: cold: " + error);
  }

  @Test
  void refusesMachinesThatShareWhatIsTheirOwn() {
    conf.edit("machines/d.yaml", "name: Big", "public-address: 192.0.2.7\nname: Big");
    conf.edit("machines/d.yaml", "[bigdrink]", "[ld, drink]");
    conf.write("machines/ld.yaml", ConfigurationFolder.MACHINE);
    conf.edit("machines/ld.yaml", "name: Big", "public-address: 192.0.2.7\nname: Big");
    conf.edit("machines/ld.yaml", "[bigdrink]", "[d, drink]");

    assertThat(conf.errors())
        .containsExactly(
            "machines/d.yaml: aliases: found \"ld\", which names the machine of machines/ld.yaml"
                + " already, expected a name that no machine has",
            "machines/ld.yaml: aliases: found \"d\", which names the machine of machines/d.yaml"
                + " already, expected a name that no machine has",
            "machines/ld.yaml: aliases: found \"drink\", which names the machine of"
                + " machines/d.yaml already, expected a name that no machine has",
            "machines/ld.yaml: public-address: found the address of machines/d.yaml,"
                + " expected an address that no other machine has");
  }

  @Test
  void refusesMachineFilesOfOtherNames() {
    conf.write("machines/a b.yaml", ConfigurationFolder.MACHINE);
    conf.write("machines/folder.yaml/x", "");

    assertThat(conf.errors())
        .hasSize(2)
        .allMatch(line -> line.contains("expected the machine's id and .yaml, the id a word of"))
        .anyMatch(line -> line.startsWith("machines/a b.yaml: found a file of another name"))
        .anyMatch(line -> line.startsWith("machines/folder.yaml: found no regular file"));
  }

  @Test
  void strayFilesBesideMachinesAreNoMistakes() {
    for (String stray : List.of("ld.yml", "d.yaml.dpkg-dist", "d.yaml.orig", "d.bak", "4913")) {
      conf.write("machines/" + stray, "machine: [");
    }
    conf.write("machines/old/d.yaml", ConfigurationFolder.MACHINE);

    assertThat(conf.errors()).isEmpty();
    assertThat(conf.read().machines()).hasSize(1);
  }

  @Test
  void wantsFolderOfMachinesThoughThereMayBeNone() {
    conf.remove("machines/d.yaml");
    assertThat(conf.errors()).isEmpty();
    assertThat(conf.read().machines()).isEmpty();

    conf.remove("machines");
    assertThat(conf.errors())
        .containsExactly(
            "machines: found no folder that can be read,"
                + " expected a folder with one file for each machine");
  }

  @Test
  void wantsListeners() {
    conf.write("appliance.yaml", "name: x\n");
    assertThat(conf.errors()).singleElement().asString().contains("listeners: found nothing");

    conf.write("appliance.yaml", "name: x\nlisteners: []\n");
    assertThat(conf.errors()).singleElement().asString().contains("listeners[1]: found nothing");
  }

  @Test
  void wantsApplianceFileAndStillReadsMachines() {
    conf.remove("appliance.yaml").edit("machines/d.yaml", "price: 50", "price: -1");
    assertThat(conf.errors())
        .hasSize(2)
        .contains("appliance.yaml: found no such file, expected a YAML file that can be read");

    conf.write("appliance.yaml", "just a text");
    assertThat(conf.errors())
        .contains(
            "appliance.yaml: found no keys, expected lines such as \"name: Floor drink server\"");

    conf.write("appliance.yaml", "");
    assertThat(conf.errors()).anyMatch(line -> line.startsWith("appliance.yaml: name: found noth"));

    conf.write("appliance.yaml", "# " + "x".repeat(1 << 20));
    assertThat(conf.errors()).anyMatch(line -> line.contains("found more than 1 MiB"));
  }

  @Test
  void wantsFolder() {
    Path missing = temporary.resolve("missing");
    SettingsReader reader = new SettingsReader(ConfigurationFolder.PROTOCOLS, Map.of());

    assertThatThrownBy(() -> reader.read(missing))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            missing
                + ": found no such folder, expected a folder with appliance.yaml and machines/;"
                + " name it with --conf");
  }

  private static Arguments one(String from, String to, String expected) {
    return Arguments.of(from, to, expected);
  }

  @ParameterizedTest
  @CsvSource({"accept: yes, accept", "accept: 5, accept", "connect: x, connect"})
  void oneMistakeIsOneLine(String line, String key) {
    conf.edit("machines/d.yaml", "connect: 192.0.2.5:4343", line);
    assertThat(conf.errors()).singleElement().asString().startsWith("machines/d.yaml: " + key);
  }

  @Test
  void refusesHostsThatAreNoAddressesAndNoNames() {
    conf.edit("appliance.yaml", "127.0.0.1", "127.0.0.256");
    assertThat(conf.errors())
        .containsExactly(
            "appliance.yaml: listeners[1].host: found \"127.0.0.256\", expected an address of this"
                + " machine, or 0.0.0.0 for all");

    conf.edit("appliance.yaml", "127.0.0.256", "127.0.0.1");
    conf.edit("appliance.yaml", "listeners:", "boards: { accept: { host: 1.2.3 } }\nlisteners:");
    assertThat(conf.errors()).singleElement().asString().contains("boards.accept.host: found");
  }

  @Test
  void refusesAnEnvironmentFileThatOthersMayReadOnce() {
    conf.write("machines/ld.yaml", ConfigurationFolder.MACHINE);
    conf.edit("machines/ld.yaml", "192.0.2.5", "192.0.2.6").edit("machines/ld.yaml", "big", "ld2");
    for (String machine : List.of("d", "ld")) {
      conf.edit("machines/" + machine + ".yaml", "{ file: secrets/d }", "{ env: PASSWORD }");
    }
    Map<String, String> environment = Map.of("PASSWORD", "secret");
    conf.write("environment", "\uFEFFPASSWORD=secret\n").permit("environment", "rw-r--r--");
    assertThatThrownBy(() -> conf.read(environment))
        .hasMessage(
            temporary
                + "/machines/d.yaml: password.env: found PASSWORD in "
                + temporary
                + "/environment, open to others, expected its owner's alone: chmod 600 "
                + temporary
                + "/environment");

    conf.permit("environment", "rw-r-----");
    assertThat(conf.read(environment).machines()).hasSize(2);
    conf.write("environment", "DRINKD_JAVA_OPTS=-Xmx64m\n").permit("environment", "rw-r--r--");
    assertThat(conf.read(environment).machines()).hasSize(2);
  }

  @Test
  void namesWhatKeepsFromASecret() {
    conf.edit("machines/d.yaml", "secrets/d", "secrets/d/x");
    assertThat(conf.errors())
        .containsExactly(
            "machines/d.yaml: password.file: found secrets/d/x, which cannot be reached: Not a"
                + " directory, expected a file that the appliance may read");
  }
}
