package io.drinkd.appliance.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.config.TestCertificate;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.driver.testkit.ReservedPort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bank with a certificate of its own, which whoever connects has to trust. */
class BankTlsTest {

  @TempDir static Path folder;
  private static ReservedPort port;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    port = ReservedPort.any();
    TestCertificate certificate = TestCertificate.make("EC");
    certificate.write(folder.resolve("bank.pem"), folder.resolve("bank.key"));
    TestCertificate.make("EC").write(folder.resolve("other.pem"), folder.resolve("other.key"));
    server =
        EmbeddedPostgres.builder()
            .setPort(port.number())
            .setServerConfig("fsync", "on")
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_cert_file", folder.resolve("bank.pem").toString())
            .setServerConfig("ssl_key_file", folder.resolve("bank.key").toString())
            .start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    port.close();
  }

  private static BankSetup bank(String host, Optional<String> trust) {
    return new BankSetup(
        new BankAddress(
            List.of(new BankAddress.Host(host, server.getPort())),
            "postgres",
            "postgres",
            "",
            trust.map(folder::resolve),
            BankAddress.TAKEOVER),
        "test");
  }

  @Test
  void theConnectionIsEncryptedWhereACertificateIsTrusted() {
    assertThat(bank("localhost", Optional.of("bank.pem")).status().server().encrypted()).isTrue();
    assertThat(bank("localhost", Optional.empty()).status().server().encrypted()).isFalse();
  }

  @Test
  void anotherCertificateIsNotTrusted() {
    assertThatThrownBy(bank("localhost", Optional.of("other.pem"))::status)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(
            "its certificate is not trusted; expected one whose issuer is in "
                + folder.resolve("other.pem"));
  }

  @Test
  void theCertificateMustHaveTheNameOfTheServer() {
    // Another way to write this host's address, which the certificate does not have.
    assertThatThrownBy(bank("127.1", Optional.of("bank.pem"))::status)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("does not bear the name that url: has");
  }

  @Test
  void theDriverWritesNothingOfItsOwnToTheConsole() {
    List<String> written = new CopyOnWriteArrayList<>();
    Handler console =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            written.add(line.getLoggerName() + ": " + line.getMessage());
          }

          @Override
          public void flush() {
            // Each line is taken as it comes.
          }

          @Override
          public void close() {
            // Nothing is held.
          }
        };
    Logger root = Logger.getLogger("");
    root.addHandler(console);
    try {
      assertThatThrownBy(bank("127.1", Optional.of("bank.pem"))::status)
          .isInstanceOf(StoreException.class);
    } finally {
      root.removeHandler(console);
    }
    assertThat(written).noneMatch(line -> line.startsWith("org.postgresql"));
  }

  @Test
  void aFileThatHasNoCertificatesIsNamed() throws IOException {
    Files.writeString(folder.resolve("empty.pem"), "no certificate");
    for (String file : List.of("empty.pem", "none.pem")) {
      assertThatThrownBy(bank("localhost", Optional.of(file))::status)
          .isInstanceOf(StoreException.class)
          .hasMessageEndingWith(
              "the file of trust: cannot be read, or has no certificates in it: "
                  + folder.resolve(file));
    }
  }
}
