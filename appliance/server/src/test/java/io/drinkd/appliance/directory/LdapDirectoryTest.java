package io.drinkd.appliance.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.DirectorySettings;
import io.drinkd.appliance.config.DirectorySettings.Account;
import io.drinkd.appliance.config.DirectorySettings.Entries;
import io.drinkd.appliance.config.DirectorySettings.Server;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.Directory.Person;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.driver.testkit.ManualTimers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LdapDirectoryTest {

  /** Generous, so that a busy machine does not look like a directory that is away. */
  private static final Duration PATIENT = Duration.ofSeconds(20);

  @TempDir Path folder;
  private TestDirectory server;

  @BeforeEach
  void start() throws Exception {
    server = TestDirectory.start(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private DirectorySettings settings(String listener, int port, Duration timeout) {
    return new DirectorySettings(
        new Server(
            "127.0.0.1", port, listener.equals("ldaps"), Optional.of(server.trust().toString())),
        Optional.of(new Account(TestDirectory.ACCOUNT, "drinkd-secret")),
        new Entries(
            TestDirectory.BASE, "uid", Optional.of("ibutton"), Optional.of(TestDirectory.GROUP)),
        timeout,
        2);
  }

  private LdapDirectory open(String listener) {
    return new LdapDirectory(settings(listener, server.port(listener), PATIENT));
  }

  private static Optional<Person> login(LdapDirectory directory, String name, String password) {
    return directory.authenticate(name, password).join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldap", "ldaps"})
  void acceptsWhomTheDirectoryAccepts(String listener) {
    try (LdapDirectory directory = open(listener)) {
      Optional<Person> bob = Optional.of(new Person("bob", Optional.of(false)));
      assertThat(login(directory, "bob", "bob-secret")).isEqualTo(bob);
      assertThat(login(directory, "BOB", "bob-secret")).isEqualTo(bob);
      assertThat(login(directory, "alice", "alice-secret"))
          .contains(new Person("alice", Optional.of(true)));
      assertThat(login(directory, "bob", "alice-secret")).isEmpty();
      assertThat(login(directory, "nobody", "bob-secret")).isEmpty();
      assertThat(directory.findByIbutton("01AB").join()).isEqualTo(bob);
      assertThat(directory.findByIbutton("ffff").join()).isEmpty();
      // The connection that was just used to try a password looks up as the account again.
      assertThat(login(directory, "bob", "bob-secret")).isEqualTo(bob);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "b*",
        "bob)(uid=*",
        "*)(objectClass=*",
        "bob,ou=people",
        "uid=bob",
        "bob+cn=bob",
        "bob\\00",
        "\"bob\"",
        "b\u00f6b"
      })
  void whatIsTypedIsAValueAndNothingElse(String typed) {
    try (LdapDirectory directory = open("ldaps")) {
      assertThat(login(directory, typed, "bob-secret")).isEmpty();
      assertThat(directory.findByIbutton(typed).join()).isEmpty();
    }
  }

  @Test
  void anEmptyPasswordIsNeverAsked() {
    try (LdapDirectory directory = open("ldaps")) {
      server.close();
      assertThat(login(directory, "bob", "")).isEmpty();
      assertThat(login(directory, "", "bob-secret")).isEmpty();
    }
  }

  @Test
  void aDirectoryThatIsAwayIsNoWrongPassword() {
    try (LdapDirectory directory = open("ldaps")) {
      assertThat(login(directory, "bob", "bob-secret")).isPresent();
      server.close();
      assertUnavailable(directory.authenticate("bob", "bob-secret"));
      assertUnavailable(directory.findByIbutton("01ab"));
    }
  }

  @Test
  void doesNotWaitForSilentDirectory() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        LdapDirectory directory =
            new LdapDirectory(settings("ldaps", silent.getLocalPort(), Duration.ofMillis(100)))) {
      for (int i = 0; i < 10; i++) {
        assertUnavailable(directory.authenticate("bob", "bob-secret"));
      }
    }
  }

  @Test
  void aDirectoryThatIsNotTrustedGetsNoPassword() throws Exception {
    try (TestDirectory other = TestDirectory.start(folder);
        LdapDirectory directory =
            new LdapDirectory(
                new DirectorySettings(
                    new Server("127.0.0.1", other.port("ldap"), false, Optional.empty()),
                    Optional.empty(),
                    new Entries(TestDirectory.BASE, "uid", Optional.empty(), Optional.empty()),
                    PATIENT,
                    1))) {
      assertUnavailable(directory.authenticate("bob", "bob-secret"));
    }
  }

  private static void assertUnavailable(CompletableFuture<?> answer) {
    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("directory ldap");
  }

  @Test
  void membersAreAddedAtTheirFirstLoginAndAdminsFollowTheGroup() throws Exception {
    MemberSettings fromDirectory =
        new MemberSettings(
            0,
            TestSettings.UNDO,
            TestSettings.MEMBERS.logins(),
            true,
            true,
            Optional.of(settings("ldaps", server.port("ldaps"), PATIENT)));
    ApplianceSettings settings =
        TestSettings.with(List.of(), TestSettings.LIMITS, fromDirectory, false);
    try (Services services = Services.open(folder, settings, new ManualTimers(), again -> {})) {
      Members members = services.foundation().members();
      MemberRecord alice = members.authenticate("Alice", "alice-secret").join().orElseThrow();
      assertThat(alice.name()).isEqualTo("alice");
      assertThat(alice.admin()).isTrue();
      assertThat(services.foundation().ledger().balance(alice.account()).available()).isZero();
      assertThat(members.authenticate("bob", "wrong").join()).isEmpty();
      assertThat(members.find("bob")).isEmpty();
      assertThat(members.authenticateByIbutton("01ab").join()).isEqualTo(members.find("bob"));
      assertThat(members.authenticateByIbutton("01ab").join()).isPresent();
      server.emptyGroup();
      assertThat(members.authenticate("alice", "alice-secret").join().orElseThrow().admin())
          .isFalse();
    }
  }
}
