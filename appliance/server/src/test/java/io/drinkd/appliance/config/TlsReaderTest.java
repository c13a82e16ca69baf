package io.drinkd.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsReaderTest {

  @TempDir static Path keys;
  private static TestCertificate rsa;
  private static TestCertificate ec;

  @TempDir Path temporary;
  private ConfigurationFolder conf;

  @BeforeAll
  static void make() throws Exception {
    rsa = TestCertificate.make("RSA");
    ec = TestCertificate.make("EC");
  }

  @BeforeEach
  void configure() throws Exception {
    conf = new ConfigurationFolder(temporary);
    conf.edit("appliance.yaml", "port: 4242", "tls: { certificate: tls/c.pem, key: tls/k.pem }");
    Files.createDirectories(temporary.resolve("tls"));
    write(rsa);
  }

  private void write(TestCertificate one) throws Exception {
    one.write(temporary.resolve("tls/c.pem"), temporary.resolve("tls/k.pem"));
  }

  @Test
  void readsKeysOfBothKinds() throws Exception {
    ListenerSettings listener = conf.read().listeners().get(0);
    assertThat(listener.tls()).isEqualTo(Optional.of(rsa.settings()));
    assertThat(listener.endpoint().port()).isEqualTo(4243);
    assertThat(listener.tls().orElseThrow().identity().orElseThrow()).hasToString("TLS as CN=RSA");

    write(ec);
    assertThat(conf.read().listeners().get(0).tls()).isEqualTo(Optional.of(ec.settings()));
  }

  @Test
  void readsOneFileWithKeyAndCertificate() throws Exception {
    conf.edit("appliance.yaml", ", key: tls/k.pem", "");
    conf.remove("tls/k.pem");
    ec.write(temporary.resolve("tls/c.pem"));
    assertThat(conf.read().listeners().get(0).tls()).isEqualTo(Optional.of(ec.settings()));

    conf.permit("tls/c.pem", "rw-r--r--");
    assertThat(conf.errors()).singleElement().asString().contains("chmod 600 tls/c.pem");
    conf.secret("tls/c.pem", TestCertificate.pem("CERTIFICATE", ec.certificate().getEncoded()));
    assertThat(conf.errors())
        .singleElement()
        .asString()
        .startsWith(
            "appliance.yaml: listeners[1].tls.certificate: found no key beside the certificate,"
                + " expected a file of its own, named by key:, or a private key");
  }

  @Test
  void awaitsCertificateWhereItMay() throws Exception {
    conf.edit("appliance.yaml", ", key: tls/k.pem", ", await: true");
    conf.remove("tls/k.pem").remove("tls/c.pem");
    assertThat(conf.read().listeners().get(0).awaitsCertificate()).isTrue();

    ec.write(temporary.resolve("tls/c.pem"));
    assertThat(conf.read().listeners().get(0).tls()).isEqualTo(Optional.of(ec.settings()));
  }

  @Test
  void oneMistakeIsOneLine() throws Exception {
    conf.edit("appliance.yaml", ", key: tls/k.pem", "");
    for (byte[] content : List.of(new byte[] {1, 2, 3}, ec.certificate().getEncoded())) {
      Files.write(temporary.resolve("tls/c.pem"), content);
      conf.permit("tls/c.pem", "rw-r--r--");
      assertThat(conf.errors())
          .singleElement()
          .asString()
          .startsWith("appliance.yaml: listeners[1].tls.certificate: found ");
    }
    conf.edit("appliance.yaml", "tls/c.pem", "tls/c.pem, await: ja");
    conf.remove("tls/c.pem");
    assertThat(conf.errors())
        .containsExactly(
            "appliance.yaml: listeners[1].tls.await: found \"ja\", expected true or false");
  }

  @Test
  void refusesKeysThatClientsRefuse() throws Exception {
    write(TestCertificate.ofBits(512));
    assertThat(conf.errors())
        .containsExactly(
            "appliance.yaml: listeners[1].tls.certificate: found a key of RSA with 512 bits, which"
                + " clients refuse, expected keys of RSA with at least 2048 bits, or of EC with 256");
  }

  @Test
  void remarksOnCertificatesThatAreNotValidForLong() throws Exception {
    Instant now = Instant.parse("2026-11-20T08:00:00Z");
    assertThat(remark("2026-01-01", "2027-01-01", now)).isEmpty();
    assertThat(remark("2026-01-01", "2026-12-10", now))
        .contains(
            "certificate tls/c.pem: CN=EC expires on 2026-12-10, in 19 days; replace it by a valid"
                + " one");
    assertThat(remark("2026-01-01", "2026-11-20", now).orElseThrow())
        .contains("CN=EC expired on 2026-11-20, and clients refuse it;");
    assertThat(remark("2026-11-21", "2027-11-20", now).orElseThrow())
        .contains("CN=EC is not valid before 2026-11-21, and clients refuse it;");
  }

  private static Optional<String> remark(String from, String to, Instant now) throws Exception {
    return TestCertificate.make("EC", midnight(from), midnight(to)).settings().remark(now);
  }

  private static Date midnight(String day) {
    return Date.from(Instant.parse(day + "T00:00:00Z"));
  }

  @Test
  void saysThatKeyAndCertificateDoNotBelongTogether() throws Exception {
    Files.writeString(
        temporary.resolve("tls/c.pem"),
        TestCertificate.pem("CERTIFICATE", ec.certificate().getEncoded()));
    assertThat(conf.errors())
        .containsExactly(
            "appliance.yaml: listeners[1].tls.key: found the key of another certificate, expected"
                + " the key of the first certificate");
  }

  @ParameterizedTest
  @CsvSource({
    "ENCRYPTED PRIVATE KEY, a key with a password",
    "RSA PRIVATE KEY, a key in an older format",
    "EC PRIVATE KEY, a key in an older format",
    "PRIVATE KEY, a file that holds something else",
    "CERTIFICATE, a file that holds something else"
  })
  void saysWhichKeyItWants(String kind, String found) {
    conf.secret("tls/k.pem", TestCertificate.pem(kind, new byte[] {1, 2, 3}));
    assertThat(conf.errors())
        .singleElement()
        .asString()
        .startsWith("appliance.yaml: listeners[1].tls.key: found " + found + ", expected")
        .contains("PKCS#8 without a password", "openssl pkcs8 -topk8 -nocrypt -in KEY -out");
  }

  @Test
  void saysWhatIsMissingOrOpen() {
    conf.permit("tls/k.pem", "rw-r--r--");
    assertThat(conf.errors()).singleElement().asString().contains("chmod 600 tls/k.pem");
    conf.remove("tls/k.pem").write("tls/c.pem", "nothing of use");
    assertThat(conf.errors())
        .hasSize(2)
        .anyMatch(line -> line.contains("tls.certificate: found a file that holds something else"))
        .anyMatch(line -> line.contains("tls.key: found no file tls/k.pem, expected a private"));
  }
}
