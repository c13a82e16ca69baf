package io.drinkd.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.driver.BoardTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder {@code conf} of the checkout: what a floor admin begins with. */
class ShippedConfigurationTest {

  private static final Path SHIPPED = Path.of(System.getProperty("drinkd.home"), "conf");

  @TempDir Path temporary;

  @Test
  void lacksNothingButSecrets() throws IOException {
    ConfigurationFolder conf = copy();

    assertThat(conf.errors())
        .hasSize(2)
        .anyMatch(
            line -> line.startsWith("machines/d.yaml: password.file: found no file secrets/d,"))
        .anyMatch(line -> line.startsWith("machines/ld.yaml: password.file: found no file"));

    conf.secret("secrets/d", "one\n").secret("secrets/ld", "two\n");
    assertThat(conf.errors()).isEmpty();
  }

  @Test
  void remarkedSettingsAreSoundAndTheDefaults() throws IOException {
    ConfigurationFolder conf = copy().secret("secrets/d", "one\n").secret("secrets/ld", "two\n");
    ApplianceSettings asShipped = conf.read();

    for (String file : List.of("appliance.yaml", "machines/d.yaml")) {
      String text = Files.readString(conf.folder().resolve(file));
      // A remark such as "# backlog: 1024", but none of the sentences around it.
      conf.write(file, text.replaceAll("(?m)^( *)# ( *)([a-z-]+:)( |$)", "$1$2$3$4"));
    }
    conf.edit("appliance.yaml", "    stat-gap: 60ms", "");
    conf.edit("appliance.yaml", "    front-ends: [192.0.2.7]", "");
    conf.edit("appliance.yaml", "    unterminated: 200ms", "");
    conf.edit("appliance.yaml", "      key: tls/key.pem", "");
    conf.edit("appliance.yaml", "    public-url: https://drink.example.net", "");
    conf.edit("appliance.yaml", "    trusted-proxies: [127.0.0.1]", "");
    conf.edit("appliance.yaml", "    hsts: false", "");
    conf.edit("appliance.yaml", provider(text(conf)), "");
    conf.edit("appliance.yaml", "plugins: plugins", "");
    conf.edit("machines/d.yaml", "public-address: 192.0.2.7", "");
    conf.edit("machines/d.yaml", "settings: { unit: 1 }", "");
    conf.edit("machines/d.yaml", "tls: { trust: tls/cola.pem, name: cola.example.net }", "");

    ApplianceSettings withAllRemarked = conf.read();
    assertThat(withAllRemarked.listeners()).isEqualTo(asShipped.listeners());
    assertThat(withAllRemarked.limits()).isEqualTo(asShipped.limits());
    assertThat(withAllRemarked.members().logins()).isEqualTo(asShipped.members().logins());
    assertThat(withAllRemarked.process().data()).isEqualTo(asShipped.process().data());
    assertThat(withAllRemarked.machines())
        .usingRecursiveComparison()
        .ignoringFields("board.times")
        .isEqualTo(asShipped.machines());
    // Those of a driver that suggests none.
    assertThat(withAllRemarked.machines().get(0).board().times().orElse(BoardTimes.USUAL))
        .isEqualTo(asShipped.machines().get(0).board().times().orElse(BoardTimes.USUAL));
  }

  private static String text(ConfigurationFolder conf) throws IOException {
    return Files.readString(conf.folder().resolve("appliance.yaml"));
  }

  /** A provider of logins, which no house has unless it says so: all that is indented below it. */
  private static String provider(String text) {
    int begin = text.indexOf("    oidc:");
    int end = text.indexOf("\n    allow:", begin);
    return text.substring(begin, end);
  }

  @Test
  void mentionsEverySetting() throws IOException {
    String appliance = Files.readString(SHIPPED.resolve("appliance.yaml"));
    String machine = Files.readString(SHIPPED.resolve("machines/d.yaml"));

    assertThat(SettingsTable.APPLIANCE)
        .extracting(setting -> setting.name() + ":")
        .allMatch(appliance::contains);
    for (ProtocolDeclaration protocol : ConfigurationFolder.PROTOCOLS) {
      assertThat(protocol.settings())
          .extracting(setting -> setting.name() + ":")
          .allMatch(appliance::contains);
    }
    assertThat(SettingsTable.MACHINE)
        .extracting(setting -> setting.name() + ":")
        .allMatch(machine::contains);
  }

  private ConfigurationFolder copy() throws IOException {
    ConfigurationFolder conf = new ConfigurationFolder(temporary);
    conf.remove("secrets/d");
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        conf.write(SHIPPED.relativize(file).toString(), Files.readString(file));
      }
    }
    return conf;
  }
}
