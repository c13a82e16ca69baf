package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.driver.testkit.ManualTimers;
import java.net.InetAddress;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may become of memberships, whoever asks and through whatever door. */
class MembershipsTest {

  private static final Admin OPERATOR = TestClaims.OPERATOR;

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private Services services;

  @AfterEach
  void close() {
    services.close();
  }

  private Memberships open(boolean directory) {
    services =
        TestHouses.openBooks(
            data, directory ? TestSettings.MEMBERS_IN_DIRECTORY : TestSettings.MEMBERS, time);
    return services.memberships();
  }

  private static NewMember member(String name, Optional<String> password, boolean admin) {
    return new NewMember(name, password, admin, 0, List.of());
  }

  private static MemberEdit admin(boolean flag) {
    return MemberEdit.admin(flag);
  }

  private static MemberEdit floor(long floor) {
    return MemberEdit.floor(floor);
  }

  private static MemberEdit balance(long balance) {
    return MemberEdit.balance(balance);
  }

  /** How it is refused, now or later. */
  private Refusal refusal(Supplier<CompletableFuture<?>> asked) {
    try {
      return asked
          .get()
          .handle((done, failure) -> services.faults().refusal("test", failure).refusal())
          .join();
    } catch (RefusedException e) {
      return e.refusal();
    }
  }

  @Test
  void theDirectoryHasThePasswordsAndSaysWhoIsAnAdmin() {
    Memberships memberships = open(true);
    MemberRecord bob = memberships.add(OPERATOR, member("bob", Optional.empty(), false)).join();

    assertThat(refusal(() -> memberships.add(OPERATOR, member("eve", Optional.of("x"), false))))
        .isEqualTo(Refusal.PASSWORDS_IN_DIRECTORY);
    assertThat(refusal(() -> memberships.add(OPERATOR, member("eve", Optional.empty(), true))))
        .isEqualTo(Refusal.ADMINS_IN_DIRECTORY);
    assertThat(refusal(() -> memberships.changePassword(OPERATOR, bob, "x")))
        .isEqualTo(Refusal.PASSWORDS_IN_DIRECTORY);
    assertThat(refusal(() -> memberships.changePassword(TestClaims.member(bob), "x")))
        .isEqualTo(Refusal.PASSWORDS_IN_DIRECTORY);
    assertThat(refusal(() -> memberships.edit(OPERATOR, bob, admin(true))))
        .isEqualTo(Refusal.ADMINS_IN_DIRECTORY);
  }

  @Test
  void theHouseKeepsAnAdmin() {
    Memberships memberships = open(false);
    MemberRecord alice = memberships.add(OPERATOR, member("alice", Optional.empty(), true)).join();
    Admin asAlice = TestClaims.admin(alice);

    assertThat(refusal(() -> memberships.edit(asAlice, alice, admin(false))))
        .isEqualTo(Refusal.LAST_ADMIN);
    assertThat(refusal(() -> memberships.close(asAlice, alice))).isEqualTo(Refusal.LAST_ADMIN);

    memberships.add(OPERATOR, member("bob", Optional.empty(), true)).join();
    memberships.edit(asAlice, alice, admin(false)).join();
    assertThat(memberships.named(OPERATOR, "alice").admin()).isFalse();
  }

  @Test
  void twoAdminsCannotUnmakeEachOtherAtTheSameTime() {
    Memberships memberships = open(false);
    MemberRecord alice = memberships.add(OPERATOR, member("alice", Optional.empty(), true)).join();
    MemberRecord bob = memberships.add(OPERATOR, member("bob", Optional.empty(), true)).join();

    CompletableFuture<Void> first = memberships.edit(TestClaims.admin(alice), bob, admin(false));
    CompletableFuture<Void> second = memberships.edit(TestClaims.admin(bob), alice, admin(false));

    first.join();
    assertThat(refusal(() -> second)).isEqualTo(Refusal.LAST_ADMIN);
  }

  @Test
  void floorsAndBalancesAreBounded() {
    Memberships memberships = open(false);
    MemberRecord bob = memberships.add(OPERATOR, member("bob", Optional.empty(), false)).join();

    for (long floor : List.of(1L, MemberEdit.FLOOR_MIN - 1, Long.MIN_VALUE)) {
      assertThat(refusal(() -> memberships.edit(OPERATOR, bob, floor(floor))))
          .isEqualTo(Refusal.INVALID_FLOOR);
    }
    memberships.edit(OPERATOR, bob, floor(MemberEdit.FLOOR_MIN)).join();
    for (long credits : List.of(1_000_000_000_001L, -1_000_000_000_001L, Long.MIN_VALUE)) {
      assertThat(refusal(() -> memberships.edit(OPERATOR, bob, balance(credits))))
          .isEqualTo(Refusal.INVALID_AMOUNT);
    }
    assertThat(refusal(() -> memberships.edit(OPERATOR, bob, balance(-1_000_000_001))))
        .isEqualTo(Refusal.POOR);
    memberships.edit(OPERATOR, bob, balance(1_000_000_000_000L)).join();
    assertThat(refusal(() -> memberships.edit(OPERATOR, bob, balance(-1))))
        .as("more than one transfer can move")
        .isEqualTo(Refusal.INVALID_AMOUNT);
    assertThat(services.accounts().balance(OPERATOR, bob))
        .isEqualTo(new Balance(1_000_000_000_000L, 0, MemberEdit.FLOOR_MIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "J\u00fcrgen",
        "\u00d8ystein",
        "\u674e\u5c0f\u9f8d",
        "\u0928\u092e\u0938\u094d\u0924\u0947",
        "x\u0663"
      })
  void namesAreOfAnyScriptAndSpelledInOneWay(String name) {
    Memberships memberships = open(false);
    String decomposed = Normalizer.normalize(name, Normalizer.Form.NFD);
    memberships.add(OPERATOR, member(decomposed, Optional.of("secret"), false)).join();

    assertThat(memberships.named(OPERATOR, name).name()).isEqualTo(name);
    assertThat(memberships.named(OPERATOR, decomposed).name()).isEqualTo(name);
    LoginOrigin origin = new LoginOrigin(InetAddress.getLoopbackAddress(), false);
    for (String typed : List.of(name, decomposed)) {
      Caller nobody = services.logins().anybody("test", origin);
      assertThat(services.logins().byPassword(nobody, typed, "secret").join().name())
          .isEqualTo(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ev\u0435",
        "\u03bfmega",
        "\u0430\u043d\u03bd\u0430",
        "two words",
        "a\u202eb",
        "a\u00adb",
        "\ud83d\ude00",
        "\u0308u",
        "-x",
        "a\tb",
        ""
      })
  void namesHaveLettersAndDigitsThatAreSeen(String name) {
    Memberships memberships = open(false);
    assertThat(refusal(() -> memberships.add(OPERATOR, member(name, Optional.empty(), false))))
        .isEqualTo(Refusal.INVALID_NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bewohner01", "BEWOHNER01", "Bewohner\uff10\uff11"})
  void namesThatLookAlikeAreOne(String name) {
    Memberships memberships = open(false);
    memberships.add(OPERATOR, member("Bewohner01", Optional.empty(), false)).join();
    assertThat(refusal(() -> memberships.add(OPERATOR, member(name, Optional.empty(), false))))
        .isEqualTo(Refusal.NAME_TAKEN);
  }

  @Test
  void localMembersHaveTheirPasswordHereThoughOthersHaveTheirsInTheDirectory() {
    Memberships memberships = open(true);
    NewMember wanted = new NewMember("watch", Optional.of("secret"), true, true, 0, List.of());
    MemberRecord watch = memberships.add(OPERATOR, wanted).join();
    memberships.changePassword(OPERATOR, watch, "another").join();
    memberships.edit(OPERATOR, watch, floor(-5)).join();
    assertThat(memberships.named(OPERATOR, "watch").local()).isTrue();
    assertThat(refusal(() -> memberships.edit(OPERATOR, watch, admin(false))))
        .isEqualTo(Refusal.LAST_ADMIN);
  }

  @Test
  void namesAreFreeAgainWhenAnAccountIsClosed() {
    Memberships memberships = open(false);
    MemberRecord bob = memberships.add(OPERATOR, member("bob", Optional.empty(), false)).join();

    assertThat(refusal(() -> memberships.add(OPERATOR, member("bob", Optional.empty(), false))))
        .isEqualTo(Refusal.NAME_TAKEN);
    memberships.close(OPERATOR, bob).join();
    assertThat(refusal(() -> memberships.close(OPERATOR, bob))).isEqualTo(Refusal.NO_SUCH_MEMBER);
    memberships.add(OPERATOR, member("bob", Optional.empty(), false)).join();
  }
}
