package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.driver.testkit.ManualTimers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        Services.openBooks(
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
