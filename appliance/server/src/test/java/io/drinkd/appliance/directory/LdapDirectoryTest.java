package io.drinkd.appliance.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.DirectorySettings;
import io.drinkd.appliance.config.DirectorySettings.Account;
import io.drinkd.appliance.config.DirectorySettings.Entries;
import io.drinkd.appliance.config.DirectorySettings.Server;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.Directory.Person;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.service.Caller;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
      server.goAway();
      assertThat(login(directory, "bob", "")).isEmpty();
      assertThat(login(directory, "", "bob-secret")).isEmpty();
    }
  }

  @Test
  void aDirectoryThatIsAwayIsNoWrongPassword() {
    try (LdapDirectory directory = open("ldaps")) {
      assertThat(login(directory, "bob", "bob-secret")).isPresent();
      server.goAway();
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
  @Timeout(60)
  void anEndlessAnswerIsReadNoFurtherThanTwoEntries() {
    try (LdapDirectory directory = open("ldaps")) {
      assertThat(login(directory, "bob", "bob-secret")).isPresent();
      server.answerWithoutEnd(true);
      for (int i = 0; i < 10; i++) {
        assertThat(directory.findByIbutton("01ab").join()).isEmpty();
      }
      server.answerWithoutEnd(false);
      assertThat(login(directory, "bob", "bob-secret")).isPresent();
    }
  }

  @Test
  void aHugeAnswerIsNotRead() throws Exception {
    server.add("alice", "uid", "x".repeat(1 << 20));
    try (LdapDirectory directory = open("ldaps")) {
      assertUnavailable(directory.authenticate("alice", "alice-secret"));
      assertThat(login(directory, "bob", "bob-secret")).isPresent();
    }
  }

  @Test
  void whatTheDirectorySendsIsCleanedBeforeItIsLogged() {
    server.failWith("busy\n2026-01-01 ERROR all is lost\u001b[31m" + "x".repeat(10_000));
    try (LdapDirectory directory = open("ldaps")) {
      assertThatThrownBy(directory.findByIbutton("01ab")::join)
          .cause()
          .hasMessageContaining("busy?2026-01-01 ERROR all is lost?[31m")
          .extracting(failure -> failure.getMessage().length())
          .satisfies(length -> assertThat((int) length).isLessThan(300));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nsAccountLock, TRUE, false",
    "nsAccountLock, FALSE, true",
    "pwdAccountLockedTime, 000001010000Z, false",
    "userAccountControl, 514, false",
    "userAccountControl, 512, true",
    "ds-pwp-account-disabled, true, false",
    "loginDisabled, TRUE, false"
  })
  void whoIsLockedIsNobody(String attribute, String value, boolean known) throws Exception {
    server.add("bob", attribute, value);
    try (LdapDirectory directory = open("ldaps")) {
      assertThat(login(directory, "bob", "bob-secret").isPresent()).isEqualTo(known);
      assertThat(directory.findByIbutton("01ab").join().isPresent()).isEqualTo(known);
      assertThat(directory.find("bob").join().isPresent()).isEqualTo(known);
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

  private ApplianceSettings inDirectory() {
    MemberSettings fromDirectory =
        new MemberSettings(
            0,
            TestSettings.UNDO,
            TestSettings.MEMBERS.logins(),
            TestSettings.PASSWORD_COST,
            true,
            true,
            Optional.of(settings("ldaps", server.port("ldaps"), PATIENT)));
    return TestSettings.with(List.of(), TestSettings.LIMITS, fromDirectory, false);
  }

  private static void assertLoggedIn(Caller caller, boolean loggedIn) {
    if (loggedIn) {
      caller.viewer();
    } else {
      assertThatThrownBy(caller::viewer).isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void whoIsGoneFromTheDirectoryOrNoAdminAnyMoreIsLoggedOutWithinTheHour() throws Exception {
    ManualTimers timers = new ManualTimers();
    try (Services services = Services.open(folder, inDirectory(), timers, again -> {})) {
      Caller alice = login(services, "alice");
      Caller bob = login(services, "bob");
      alice.admin();
      server.add("bob", "nsAccountLock", "TRUE");
      timers.advance(Duration.ofMinutes(59));
      assertLoggedIn(bob, true);
      timers.advance(Duration.ofMinutes(1));
      await().untilAsserted(() -> assertLoggedIn(bob, false));
      assertLoggedIn(alice, true);

      server.emptyGroup();
      awaitLoggedOut(timers, alice);
      // Sessions end in memory first and once more when that is on disk; one begun between ends
      // too.
      await()
          .ignoreException(RefusedException.class)
          .untilAsserted(
              () -> assertThat(login(services, "alice").viewer().record().admin()).isFalse());
    }
  }

  @Test
  void whileTheDirectoryIsAwayNobodyIsLoggedOut() throws Exception {
    ManualTimers timers = new ManualTimers();
    try (Services services = Services.open(folder, inDirectory(), timers, again -> {})) {
      Caller bob = login(services, "bob");
      server.remove("bob");
      server.failWith("busy");
      int asked = server.searches();
      timers.advance(Duration.ofHours(1));
      await().until(() -> server.searches() > asked);
      assertLoggedIn(bob, true);

      server.failWith("");
      awaitLoggedOut(timers, bob);
    }
  }

  /** Lets hours pass: one that is over while the directory is still asked changes nothing. */
  private static void awaitLoggedOut(ManualTimers timers, Caller caller) {
    await()
        .untilAsserted(
            () -> {
              timers.advance(Duration.ofHours(1));
              assertLoggedIn(caller, false);
            });
  }

  private static Caller login(Services services, String name) {
    LoginOrigin origin = new LoginOrigin(InetAddress.getLoopbackAddress(), false);
    Caller nobody = services.logins().anybody("test", origin);
    return services.logins().byPassword(nobody, name, name + "-secret").join();
  }

  @Test
  void membersAreAddedAtTheirFirstLoginAndAdminsFollowTheGroup() throws Exception {
    try (Services services =
        Services.open(folder, inDirectory(), new ManualTimers(), again -> {})) {
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
