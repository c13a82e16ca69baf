package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.config.TestCertificate;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener whose certificate is renewed while clients are connected. */
class CertificateReloadTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String VERSION = "OK drinkd 0.1.0";
  private static final String RELOADED = "configuration reloaded";
  private static final String NOT_RELOADED = "configuration not reloaded, see the errors above";

  @TempDir Path temporary;
  private TestCertificate old;
  private TestCertificate renewed;
  private CapturedLog log;
  private Appliance appliance;
  private ConfigurationWatch watch;

  @BeforeEach
  void start() throws Exception {
    old = TestCertificate.make("EC");
    renewed = TestCertificate.make("RSA");
    Files.createDirectories(conf().resolve("tls"));
    Files.createDirectory(conf().resolve("machines"));
    Files.writeString(
        conf().resolve("machines/d.yaml"),
        """
        name: Big Drink
        location: North stairwell
        driver: none-such
        connect: 127.0.0.1:9
        password: { env: D_PASSWORD }
        slots: [{ slot: 1, item: Coke, price: 50, count: 24 }]
        """);
    Files.writeString(
        conf().resolve("appliance.yaml"),
        """
        name: Floor drink server
        data: ../data
        listeners:
          - name: secret
            protocol: sunday
            host: 127.0.0.1
            port: 0
            tls: { certificate: tls/certificate.pem, key: tls/key.pem }
          - name: later
            protocol: sunday
            host: 127.0.0.1
            port: 0
            tls: { certificate: tls/later.pem, await: true }
        """);
    replaceBy(old);
    log = CapturedLog.of(ConfigurationWatch.class.getName(), Level.INFO);
    appliance = Appliance.start(read(), List.of(PluginJar.folderOf("tini390")));
    watch = new ConfigurationWatch(conf(), List.of(), this::read, Supervisor.of(Map.of()));
    watch.start(appliance::change);
  }

  @AfterEach
  void stop() {
    watch.close();
    appliance.close();
    log.close();
  }

  private Path conf() {
    return temporary.resolve("conf");
  }

  private ApplianceSettings read() {
    return new SettingsReader(Protocols.declared(), Map.of("D_PASSWORD", "x")).read(conf());
  }

  /** As programs that fetch certificates do: written beside, then renamed over the old files. */
  private void replaceBy(TestCertificate certificate) throws Exception {
    Path certificateFile = temporary.resolve("new-certificate");
    Path keyFile = temporary.resolve("new-key");
    certificate.write(certificateFile, keyFile);
    rename(certificateFile, "certificate.pem");
    rename(keyFile, "key.pem");
  }

  private void rename(Path file, String name) throws IOException {
    Files.move(file, conf().resolve("tls").resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private LineClient connect(TestCertificate trusted) throws Exception {
    return LineClient.connectTls(appliance.port("secret"), trusted.trusting(), "TLSv1.3");
  }

  private boolean serves(TestCertificate certificate) throws Exception {
    try (LineClient client = connect(certificate)) {
      client.line();
      return client.ask("VERSION").equals(VERSION);
    } catch (SSLException e) {
      return false;
    }
  }

  @Test
  void newSessionsUseNewCertificateAndOpenOnesContinue() throws Exception {
    int port = appliance.port("secret");
    try (LineClient open = connect(old)) {
      assertThat(open.line()).isEqualTo("OK Welcome to Floor drink server");
      replaceBy(renewed);
      await().atMost(PATIENCE).until(() -> serves(renewed));
      assertThat(serves(old)).isFalse();
      assertThat(appliance.port("secret")).isEqualTo(port);
      assertThat(open.ask("VERSION")).isEqualTo(VERSION);
      open.send("MACHINE d\nSTAT\n".repeat(100));
      assertThat(open.lines(300)).contains("OK 1 Slots retrieved");
      assertThat(open.send("QUIT\n").linesToEnd()).containsExactly("OK Disconnecting.");
    }
    assertThat(log.lines()).contains(RELOADED);
  }

  @Test
  void listenerOpensAsSoonAsItsCertificateIsThere() throws Exception {
    Path written = temporary.resolve("new");
    renewed.write(written);
    rename(written, "later.pem");
    await().atMost(PATIENCE).until(() -> log.lines().contains(RELOADED));
    try (LineClient client =
        LineClient.connectTls(appliance.port("later"), renewed.trusting(), "TLSv1.3")) {
      assertThat(client.line()).isEqualTo("OK Welcome to Floor drink server");
    }
  }

  @Test
  void brokenFilesLeaveTheOldCertificateAndGiveOneLine() throws Exception {
    try (LineClient open = connect(old)) {
      open.line();
      Path broken = Files.writeString(temporary.resolve("broken"), "-----BEGIN CERTIFICATE-----\n");
      rename(broken, "certificate.pem");
      await().atMost(PATIENCE).until(() -> log.lines().contains(NOT_RELOADED));
      assertThat(log.lines())
          .containsExactly(
              "configuration: "
                  + conf().resolve("appliance.yaml")
                  + ": listeners[1].tls.certificate: found a file that holds something else,"
                  + " expected certificates in PEM (-----BEGIN CERTIFICATE-----), the listener's own"
                  + " first",
              NOT_RELOADED);
      assertThat(serves(old)).isTrue();
      assertThat(open.ask("VERSION")).isEqualTo(VERSION);

      replaceBy(renewed);
      await().atMost(PATIENCE).until(() -> serves(renewed));
      assertThat(open.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void aKeyThatBelongsToAnotherCertificateIsNotTaken() throws Exception {
    renewed.write(temporary.resolve("other-certificate"), temporary.resolve("other-key"));
    rename(temporary.resolve("other-key"), "key.pem");
    await().atMost(PATIENCE).until(() -> log.lines().contains(NOT_RELOADED));
    assertThat(log.lines().get(0))
        .endsWith(
            "listeners[1].tls.key: found the key of another certificate, expected the key of the"
                + " first certificate");
    assertThat(log.lines()).hasSize(2);
    assertThat(serves(old)).isTrue();
    assertThatThrownBy(() -> connect(renewed)).isInstanceOf(SSLException.class);
  }
}
