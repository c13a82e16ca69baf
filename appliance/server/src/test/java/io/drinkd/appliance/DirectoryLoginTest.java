package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.directory.TestDirectory;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.driver.testkit.ManualTimers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole appliance with members whom a directory knows. */
class DirectoryLoginTest {

  @TempDir Path temporary;

  private void configure(TestDirectory directory) throws Exception {
    Files.createDirectories(temporary.resolve("machines"));
    Path password = Files.writeString(temporary.resolve("directory-password"), "drinkd-secret\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners: [{ name: sunday, protocol: sunday, host: 127.0.0.1, port: 0, cards: yes }]
        members:
          source: ldap
          ldap:
            url: ldaps://127.0.0.1:%d
            trust: %s
            account: uid=drinkd,dc=example,dc=net
            password: { file: directory-password }
            base: ou=people,dc=example,dc=net
            ibutton-attribute: ibutton
            admin-group: cn=drink,dc=example,dc=net
            timeout: 20s
        """
            .formatted(directory.port("ldaps"), directory.trust()));
    Files.writeString(
        temporary.resolve("machines/d.yaml"),
        """
        name: Big Drink
        location: North stairwell
        driver: tini390
        connect: 127.0.0.1:9
        password: { env: D_PASSWORD }
        slots: [{ slot: 1, item: Coke, price: 50, count: 24 }]
        """);
  }

  private Appliance start() throws Exception {
    return Appliance.start(
        new SettingsReader(Protocols.declared(), Map.of("D_PASSWORD", "x")).read(temporary),
        List.of(PluginJar.folderOf("tini390")));
  }

  @Test
  void emergencyAdminLogsInWhileTheDirectoryIsAway() throws Exception {
    try (TestDirectory directory = TestDirectory.start(temporary)) {
      configure(directory);
      NewMember watch = new NewMember("watch", Optional.of("secret"), true, true, 0, List.of());
      Path data = Files.createDirectory(temporary.resolve("data"));
      try (Services books = Services.openBooks(data, TestSettings.MEMBERS, new ManualTimers())) {
        books.memberships().add(TestClaims.OPERATOR, watch).join();
      }
      directory.goAway();
      try (Appliance appliance = start();
          MemberSession session = MemberSession.greeted(appliance.port("sunday"))) {
        session.ask("USER bob");
        assertThat(session.ask("PASS bob-secret")).startsWith("ERR 350");
        session.ask("USER watch");
        assertThat(session.ask("PASS secret")).isEqualTo("OK Credits: 0");
        assertThat(session.ask("ADDCREDITS watch 70")).isEqualTo("OK Added credits.");
      }
    }
  }

  @Test
  void directoryDecidesWhoLogsInAndNotWhoStays() throws Exception {
    try (TestDirectory directory = TestDirectory.start(temporary)) {
      configure(directory);
      try (Appliance appliance = start();
          MemberSession alice = MemberSession.greeted(appliance.port("sunday"));
          MemberSession bob = MemberSession.greeted(appliance.port("sunday"))) {
        assertThat(bob.ask("IBUTTON 01AB")).isEqualTo("OK Credits: 0");
        assertThat(alice.ask("USER alice")).isEqualTo("OK Password required.");
        assertThat(alice.ask("PASS alice-secret")).isEqualTo("OK Credits: 0");
        assertThat(alice.ask("ADDCREDITS bob 70")).isEqualTo("OK Added credits.");
        assertThat(bob.ask("GETBALANCE")).isEqualTo("OK Credits: 70");
        assertThat(bob.ask("CHPASS bob another")).as("by card").startsWith("ERR 200");
        bob.ask("USER bob");
        assertThat(bob.ask("PASS bob-secret")).isEqualTo("OK Credits: 70");
        assertThat(bob.ask("CHPASS bob another")).isEqualTo("ERR 451 Not implemented.");
        assertThat(alice.ask("ADDUSER dave secret")).isEqualTo("ERR 352 Unable to create user.");
        assertThat(alice.ask("ADDUSER dave")).isEqualTo("OK User created.");
        bob.ask("USER bob");
        assertThat(bob.ask("PASS wrong")).startsWith("ERR 202");

        directory.goAway();
        bob.ask("USER bob");
        assertThat(bob.ask("PASS bob-secret")).startsWith("ERR 350");
        assertThat(bob.ask("IBUTTON 01AB")).startsWith("ERR 350");
        assertThat(alice.ask("WHOAMI")).isEqualTo("OK Username: alice");
        assertThat(alice.ask("GETBALANCE bob")).isEqualTo("OK Credits: 70");
      }
    }
  }
}
