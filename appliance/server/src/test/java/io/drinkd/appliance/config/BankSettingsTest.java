package io.drinkd.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.store.postgres.BankAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the books are: {@code store} of {@code appliance.yaml}. */
class BankSettingsTest {

  @TempDir Path temporary;
  private ConfigurationFolder conf;

  @BeforeEach
  void write() throws IOException {
    conf = new ConfigurationFolder(temporary);
    conf.secret("secrets/bank", "the bank's");
  }

  private Optional<BankAddress> bank(String store) throws IOException {
    conf.write("appliance.yaml", ConfigurationFolder.APPLIANCE + store);
    return conf.read().process().bank();
  }

  @Test
  void theBooksAreAFileUnlessSomethingElseIsSaid() throws IOException {
    assertThat(conf.read().process().bank()).isEmpty();
    assertThat(bank("store: sqlite\n")).isEmpty();
  }

  @Test
  void aBankIsReadWithItsPassword() throws IOException {
    BankAddress bank =
        bank("""
                store:
                  postgres:
                    url: postgresql://db.example.net,spare.example.net:5433/drink
                    user: drinkd
                    password: { file: secrets/bank }
                    takeover: 4s
                """)
            .orElseThrow();
    assertThat(bank).hasToString("postgresql://db.example.net:5432,spare.example.net:5433/drink");
    assertThat(bank.user()).isEqualTo("drinkd");
    assertThat(bank.password().text()).isEqualTo("the bank's");
    assertThat(bank.usesTls()).isTrue();
    assertThat(bank.takeover()).isEqualTo(BankAddress.TAKEOVER);
  }

  @Test
  void whatPostgresAllowsIsTaken() throws IOException {
    String long45 = "a-server-with-a-long-name.in-a-long.example.net";
    String url = "postgresql://" + long45 + ":5432," + long45 + ":5433,10.0.0.1:5432/drink";
    String store = "store: { postgres: { url: \"" + url + "\", user: drinkd.house } }\n";
    assertThat(bank(store).orElseThrow().user()).isEqualTo("drinkd.house");
    assertThat(bank(store).orElseThrow()).hasToString(url);
    conf.write(
        "appliance.yaml",
        ConfigurationFolder.APPLIANCE + store.replace("//", "//" + "h".repeat(500)));
    assertThat(conf.errors())
        .singleElement()
        .asString()
        .contains("store.postgres.url", "expected one line of 1 to 500 characters");
  }

  @Test
  void thePasswordIsReadAgainForEachConnection() throws IOException {
    String store =
        "store: { postgres: { url: \"postgresql://h/d\", user: x,"
            + " password: { file: secrets/bank } } }\n";
    BankAddress before = bank(store).orElseThrow();
    conf.secret("secrets/bank", "another one");
    assertThat(before.password().text()).isEqualTo("another one");
    assertThat(bank(store)).as("nothing waits for a restart").contains(before);

    Path file = temporary.resolve("secrets/bank");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(before.password().text()).as("the old one").isEqualTo("another one");
    Files.delete(file);
    assertThat(before.password().text()).isEqualTo("another one");
    assertThat(before.toString() + before.password()).doesNotContain("another one");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, false",
    "localhost:5433, false",
    "[::1], false",
    "'127.0.0.1,db.example.net', true",
    "localhost.example.net, true",
    "192.0.2.1, true"
  })
  void onlyToThisHostItIsPlain(String host, boolean tls) throws IOException {
    String store = "store: { postgres: { url: \"postgresql://" + host + "/drink\", user: x } }\n";
    assertThat(bank(store).orElseThrow().usesTls()).isEqualTo(tls);
  }

  @ParameterizedTest
  @CsvSource({
    "%2Frun%2Fpostgresql, /run/postgresql, 5432",
    "%2frun%2fpostgresql%2f:5433, /run/postgresql, 5433",
    "%2Fsrv%2Fa%20bank%2Fsockets, /srv/a bank/sockets, 5432"
  })
  void aLocalSocketIsNamedByItsFolder(String host, String folder, int port) throws IOException {
    String url = "postgresql://" + host + "/drink";
    BankAddress bank =
        bank("store: { postgres: { url: \"" + url + "\", user: drinkd } }\n").orElseThrow();
    assertThat(bank.hosts()).containsExactly(new BankAddress.Host(folder, port));
    assertThat(bank.usesTls()).isFalse();
    assertThat(bank.password().text()).isEmpty();
    String again = "store: { postgres: { url: \"" + bank + "\", user: drinkd } }\n";
    assertThat(bank(again)).as("it can be written as it is shown").contains(bank);
  }

  @Test
  void aLocalSocketHasNoCertificate() throws IOException {
    conf.secret("bank.pem", "any");
    String store =
        "store: { postgres: { url: \"postgresql://%2Frun/d\", user: x, trust: bank.pem } }\n";
    conf.write("appliance.yaml", ConfigurationFolder.APPLIANCE + store);
    assertThat(conf.errors())
        .singleElement()
        .asString()
        .contains("store.postgres.trust", "nothing is encrypted on the local socket");
  }

  @Test
  void aFileToTrustHasCertificates() throws Exception {
    conf.secret("bank.pem", "any");
    String store = "store: { postgres: { url: \"postgresql://h/d\", user: x, trust: bank.pem } }\n";
    conf.write("appliance.yaml", ConfigurationFolder.APPLIANCE + store);
    assertThat(conf.errors())
        .singleElement()
        .asString()
        .contains("store.postgres.trust", "bank.pem, in which there is no certificate");
    TestCertificate.make("EC").write(temporary.resolve("bank.pem"), temporary.resolve("bank.key"));
    assertThat(conf.read().process().bank()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "store: { postgres: { url: \"postgresql:///d\", user: x } } | postgresql://%2Frun%2Fpostgresql",
        "store: { postgres: { url: \"postgresql:///d?host=/run\", user: x } } | with %2F for each /",
        "store: { postgres: { url: \"postgresql://h/d?host=%2Frun\", user: x } } | with %2F for each /",
        "store: { postgres: { url: \"postgresql:///run/d\", user: x } } | with %2F for each /",
        "store: { postgres: { url: \"postgresql://%2Frun,h/d\", user: x } } | one local socket, or",
        "store: { postgres: { url: \"postgresql://h%2Frun/d\", user: x } } | postgresql://HOST:PORT",
        "store: { postgres: { url: \"postgresql://%2Frun%2Fpg%2F.s.PGSQL.5433/d\", user: x } }"
            + " | and its number as the port: postgresql://%2Frun%2Fpg:5433/d",
        "store: { postgres: { url: \"postgresql://%2Frun/d\", user: x, trust: none.pem } }"
            + " | nothing is encrypted",
        "store: postgres | postgres, but not where it is",
        "store: oracle | expected sqlite or postgres",
        "store: { sqlite: x } | store: found sqlite with something behind it, expected store: sqlite",
        "store: { postgres: [a] } | store.postgres: found",
        "store: { postgres: [a, b] } | store.postgres: found a list",
        "store: { postgres: a } | store.postgres: found",
        "store: | store: found nothing",
        "store: { postgres: { user: x } } | store.postgres.url: found nothing",
        "store: { postgres: { url: \"postgresql://h/d\" } } | store.postgres.user: found nothing",
        "store: { postgres: { url: \"postgresql://h/d?sslmode=disable\", user: x } } | nothing else",
        "store: { postgres: { url: \"postgresql://h:0/d\", user: x } } | postgresql://HOST:PORT",
        "store: { postgres: { url: \"mysql://h/d\", user: x } } | postgresql://HOST:PORT",
        "store: { postgres: { url: \"postgresql://h/d\", user: x, trust: none.pem } } | no file",
        "store: { postgres: { url: \"postgresql://h/d\", user: x, password: secret } } | in the clear"
      })
  void mistakesAreSaid(String store, String said) throws IOException {
    conf.write("appliance.yaml", ConfigurationFolder.APPLIANCE + store + "\n");
    assertThat(conf.errors()).singleElement().asString().contains(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://x:s3cret@h/d",
        "postgresql://x:s3c@ret/s3cret@h/d",
        "postgresql://h/d?password=s3cret"
      })
  void aPasswordInTheAddressIsNotShown(String url) throws IOException {
    String store = "store: { postgres: { url: \"" + url + "\", user: x } }\n";
    conf.write("appliance.yaml", ConfigurationFolder.APPLIANCE + store);
    assertThat(conf.errors())
        .singleElement()
        .asString()
        .contains("nothing else belongs there")
        .doesNotContain("s3c");
  }

  @Test
  void commandsThatDoNotOpenItNeedNoPassword() throws IOException {
    String store =
        "store: { postgres: { url: \"postgresql://h/d\", user: x, password: { env: BANK } } }\n";
    conf.write("appliance.yaml", ConfigurationFolder.APPLIANCE + store);
    SettingsReader reader = new SettingsReader(ConfigurationFolder.PROTOCOLS, Map.of());
    assertThat(reader.readWithoutMachines(temporary).process().bank()).isPresent();
    assertThatThrownBy(() -> reader.readWithBank(temporary))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no variable BANK");
  }
}
