package io.drinkd.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of a protocol that belong together, a secret among them: a provider of logins. */
class ListenerSecretTest {

  private static final String OIDC =
      """
      name: Floor drink server
      listeners:
        - name: web
          protocol: web
          host: 127.0.0.1
          public-url: https://drink.example.net
          oidc:
            issuer: https://login.example.net/realms/house
            client-id: drinkd
            secret: { file: secrets/oidc }
      """;

  @TempDir Path temporary;
  private ConfigurationFolder conf;

  @BeforeEach
  void write() {
    conf = new ConfigurationFolder(temporary).write("appliance.yaml", OIDC);
    conf.secret("secrets/oidc", "of the client\n");
  }

  private SettingValues values() {
    return conf.read().listeners().get(0).own();
  }

  @Test
  void areReadAndTheSecretIsShownNowhere() {
    SettingValues values = values();
    assertThat(values.text("oidc.issuer")).isEqualTo("https://login.example.net/realms/house");
    assertThat(values.text("oidc.name-claim")).isEqualTo("preferred_username");
    assertThat(values.find("oidc.admin-claim", String.class)).isEmpty();
    assertThat(values.find("oidc.secret", SecretText.class))
        .contains(new SecretText("of the client"));
    assertThat(conf.read().toString()).doesNotContain("of the client");
    List<SettingsError> errors = new ArrayList<>();
    assertThat(
            new SettingsReader(ConfigurationFolder.PROTOCOLS, Map.of())
                .held(conf.folder(), errors)
                .toString())
        .contains("secrets/oidc")
        .doesNotContain("of the client");
  }

  @Test
  void areLeftOutTogether() {
    String without = OIDC.substring(0, OIDC.indexOf("    public-url:"));
    conf.write("appliance.yaml", without);
    assertThat(conf.errors()).isEmpty();
    assertThat(values().byKey().keySet()).noneMatch(key -> key.startsWith("oidc"));
  }

  @Test
  void aCommandOnTheBooksNeedsNoSecret() {
    conf.remove("secrets/oidc");
    SettingsReader reader = new SettingsReader(ConfigurationFolder.PROTOCOLS, Map.of());
    assertThat(reader.readWithoutMachines(temporary).listeners()).hasSize(1);
  }

  @Test
  void mistakesAreNamedWithTheirKeys() {
    conf.edit("appliance.yaml", "{ file: secrets/oidc }", "geheim");
    assertThat(conf.errors())
        .singleElement()
        .asString()
        .startsWith("appliance.yaml: listeners[1].oidc.secret: found a secret in the clear,")
        .doesNotContain("geheim");

    conf.edit("appliance.yaml", "      secret: geheim\n", "");
    assertThat(conf.errors())
        .singleElement()
        .asString()
        .startsWith("appliance.yaml: listeners[1].oidc.secret: found nothing, expected { file:");

    conf.write("appliance.yaml", OIDC.replace("secrets/oidc", "secrets/none"));
    assertThat(conf.errors())
        .singleElement()
        .asString()
        .startsWith("appliance.yaml: listeners[1].oidc.secret.file: found no file secrets/none,");

    conf.write("appliance.yaml", OIDC.replace("client-id: drinkd", "client: drinkd"));
    assertThat(conf.errors())
        .hasSize(2)
        .anyMatch(line -> line.contains("listeners[1].oidc.client: found a setting that"))
        .anyMatch(line -> line.contains("listeners[1].oidc.client-id: found nothing, expected"));
  }

  @Test
  void theProviderHasToKnowWhereItSendsPeopleBack() {
    conf.edit("appliance.yaml", "    public-url: https://drink.example.net\n", "");
    assertThat(conf.errors())
        .containsExactly(
            "appliance.yaml: listeners[1].public-url: found nothing, expected an address such as"
                + " https://drink.example.net, without a path: where people reach it, which oidc"
                + " needs");
  }

  @Test
  void mistakesOfTheSecretSpeakOfTheSecret() {
    String key = "appliance.yaml: listeners[1].oidc.secret";
    conf.secret("secrets/oidc", "\n");
    assertThat(conf.errors())
        .containsExactly(
            key + ".file: found secrets/oidc without a secret, expected the secret on one line");
    conf.secret("secrets/oidc", "x".repeat(2_000));
    assertThat(conf.errors())
        .singleElement()
        .asString()
        .endsWith("with more than 1024 bytes, expected the secret on one line");
    conf.remove("secrets/oidc");
    assertThat(conf.errors())
        .containsExactly(
            key
                + ".file: found no file secrets/oidc, expected a file with the secret; make it,"
                + " then: chmod 600 secrets/oidc");
    conf.edit("appliance.yaml", "{ file: secrets/oidc }", "{ env: OIDC }");
    assertThat(conf.errors())
        .containsExactly(
            key + ".env: found no variable OIDC, expected an environment variable with the secret");
    conf.edit("appliance.yaml", "{ env: OIDC }", "{ env: OIDC, file: x }");
    assertThat(conf.errors())
        .containsExactly(
            key
                + ": found file and env, expected { file: secrets/NAME }, { env: NAME } or"
                + " { credential: NAME }: secrets do not belong in the YAML");
  }

  @Test
  void anIssuerSpeaksTlsUnlessItIsOnThisHost() {
    String issuer = "https://login.example.net/realms/house";
    for (String sound :
        List.of(
            "https://login.example.net",
            "https://login.example.net/",
            "https://login.example.net:8443/a/b/",
            "http://127.0.0.1:8080/realms/house",
            "http://[::1]:8080",
            "http://localhost/x")) {
      conf.write("appliance.yaml", OIDC.replace(issuer, '"' + sound + '"'));
      assertThat(conf.errors()).as(sound).isEmpty();
    }
    for (String wrong :
        List.of(
            "http://login.example.net",
            "login.example.net",
            "ftp://login.example.net/",
            "https://login.example.net/?a=b",
            "https://login.example.net/#x",
            "https://user@login.example.net/",
            "https:///x",
            "https://login.example.net/a b")) {
      conf.write("appliance.yaml", OIDC.replace(issuer, '"' + wrong + '"'));
      assertThat(conf.errors())
          .as(wrong)
          .singleElement()
          .asString()
          .startsWith(
              "appliance.yaml: listeners[1].oidc.issuer: found \"" + wrong + "\", expected");
    }
  }
}
