package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.ledger.Transfer;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Accounts.Moved;
import io.drinkd.appliance.store.Store;
import io.drinkd.driver.testkit.ManualTimers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members and their credits changed by several at once, with holds open, and at the extremes. */
class MemberChangesTest {

  private static final MemberEdit NO_FLOOR_BELOW_500 = MemberEdit.floor(-500);

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private Store store;
  private Ledger ledger;
  private Members members;
  private Accounts accounts;
  private Services services;
  private MemberRecord alice;
  private MemberRecord bob;

  @BeforeEach
  void open() {
    services = TestHouses.openBooks(data, TestSettings.MEMBERS, time);
    store = services.foundation().store();
    ledger = services.foundation().ledger();
    members = services.foundation().members();
    accounts = services.accounts();
    alice = add("alice", 0, true);
    bob = add("bob", 100, false);
  }

  @AfterEach
  void close() {
    services.close();
  }

  private MemberRecord add(String name, long balance, boolean admin) {
    return members
        .add(new NewMember(name, Optional.empty(), admin, balance, List.of()), "test")
        .join();
  }

  private Balance balance(MemberRecord member) {
    return ledger.balance(member.account());
  }

  private void hold(MemberRecord member, long amount) {
    store.writeNow(
        tx -> {
          ledger.hold(tx, member.account(), amount);
          return null;
        });
  }

  private void charge(MemberRecord member, long amount) {
    Transfer charge = Transfer.of(Transfer.Kind.GRANT, member.account(), Ledger.SALES, amount);
    store.writeNow(tx -> ledger.charge(tx, charge, "test", "drop"));
  }

  private static MemberEdit balanceOf(long balance) {
    return MemberEdit.balance(balance);
  }

  private static MemberEdit floorOf(long floor) {
    return MemberEdit.floor(floor);
  }

  private CompletableFuture<Long> give(
      MemberRecord from, MemberRecord to, long credits, Optional<String> key) {
    return accounts
        .give(
            TestClaims.member(from),
            to,
            new Amount(credits),
            Optional.empty(),
            key.map(IdempotencyKey::new))
        .thenApply(Moved::available);
  }

  private long grant(long credits) {
    return accounts
        .grant(
            TestClaims.admin(alice), bob, new Amount(credits), new Remark("rich"), Optional.empty())
        .join()
        .available();
  }

  private Refusal refusal(CompletableFuture<?> refused) {
    return refused
        .handle((result, failure) -> services.faults().refusal("test", failure).refusal())
        .join();
  }

  @Test
  void aBalanceIsNotSetBelowWhatIsHeld() {
    hold(bob, 60);
    assertThatThrownBy(() -> members.edit(bob, balanceOf(59), "test").join())
        .hasCauseInstanceOf(RefusedException.class);
    members.edit(bob, balanceOf(60), "test").join();
    assertThat(balance(bob)).isEqualTo(new Balance(60, 60, 0));
  }

  @Test
  void aFloorIsNotSetAboveWhatIsLeftOfHolds() {
    members.edit(bob, NO_FLOOR_BELOW_500, "test").join();
    hold(bob, 250);
    assertThat(balance(bob)).isEqualTo(new Balance(100, 250, -500));
    assertThatThrownBy(() -> members.edit(bob, floorOf(-149), "test").join())
        .hasCauseInstanceOf(RefusedException.class);
    members.edit(bob, floorOf(-150), "test").join();
    // A hold that was made under the old floor can always be paid.
    charge(bob, 250);
    assertThat(balance(bob)).isEqualTo(new Balance(-150, 0, -150));
  }

  @Test
  void aMemberWithHoldsOrDebtsIsNotClosed() {
    members.edit(bob, NO_FLOOR_BELOW_500, "test").join();
    members.edit(bob, balanceOf(0), "test").join();
    hold(bob, 50);
    assertThatThrownBy(() -> members.departures().close(bob, "test").join())
        .hasMessageContaining("holds 50 credits");
    charge(bob, 50);
    assertThatThrownBy(() -> members.departures().close(bob, "test").join())
        .hasMessageContaining("has -50 credits");
    members.edit(bob, balanceOf(0), "test").join();
    members.departures().close(bob, "test").join();
    assertThat(members.find("bob")).isEmpty();
  }

  @Test
  void whoeverWasClosedIsNotChangedNorOneOfTheSameName() {
    members.edit(bob, balanceOf(0), "test").join();
    members.departures().close(bob, "test").join();
    MemberRecord another = add("bob", 30, false);

    for (CompletableFuture<?> change :
        List.of(
            members.departures().close(bob, "test"),
            members.edit(bob, balanceOf(1_000), "test"),
            members.changePassword(bob, "of the one before", Optional.empty(), "test"))) {
      assertThatThrownBy(change::join)
          .hasCauseInstanceOf(RefusedException.class)
          .hasMessageContaining("there is no member bob any more");
    }
    assertThat(members.find("bob")).contains(another);
    assertThat(members.find(another.id())).contains(another);
    assertThat(balance(another)).isEqualTo(new Balance(30, 0, 0));
    assertThat(members.authenticate("bob", "of the one before").join()).isEmpty();
  }

  @Test
  void aGiftToSomebodyWhoWasClosedChangesNothing() {
    MemberRecord gone = add("gone", 0, false);
    members.departures().close(gone, "test").join();
    assertThat(refusal(give(bob, gone, 10, Optional.empty()))).isEqualTo(Refusal.NO_SUCH_MEMBER);
    assertThat(
            refusal(
                accounts.grant(
                    TestClaims.admin(alice),
                    gone,
                    new Amount(10),
                    new Remark("late"),
                    Optional.empty())))
        .isEqualTo(Refusal.NO_SUCH_MEMBER);
    assertThat(balance(bob)).isEqualTo(new Balance(100, 0, 0));
  }

  @Test
  void anAdminWhoIsNoneAnyMoreIsNotMadeOneByAnotherChange() {
    add("another", 0, true);
    MemberRecord asKnownBefore = members.find("alice").orElseThrow();
    members.edit(alice, MemberEdit.admin(false), "test").join();
    members.edit(asKnownBefore, floorOf(-10), "test").join();
    assertThat(members.find("alice").orElseThrow().admin()).isFalse();
  }

  @Test
  void theSameKeyOnTwoConnectionsHasItsEffectOnce() {
    MemberRecord carol = add("carol", 0, false);
    List<CompletableFuture<Long>> asked = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      asked.add(give(bob, carol, 10, Optional.of("key")));
    }
    asked.forEach(result -> assertThat(result.join()).isEqualTo(90));
    assertThat(balance(carol)).isEqualTo(new Balance(10, 0, 0));
    assertThat(refusal(give(bob, carol, 11, Optional.of("key")))).isEqualTo(Refusal.KEY_REUSED);
    assertThat(give(carol, bob, 1, Optional.of("key")).join())
        .as("a key is its member's own")
        .isEqualTo(9);
  }

  @Test
  void aKeyIsForgottenAfterThirtyDaysAndNotBefore() {
    MemberRecord carol = add("carol", 0, false);
    give(bob, carol, 10, Optional.of("key")).join();
    time.advance(Duration.ofDays(30));
    give(bob, carol, 10, Optional.of("key")).join();
    assertThat(balance(carol).balance()).isEqualTo(10);
    time.advance(Duration.ofMillis(1));
    give(bob, carol, 10, Optional.of("key")).join();
    assertThat(balance(carol).balance()).isEqualTo(20);
    give(bob, carol, 10, Optional.of("key")).join();
    assertThat(balance(carol).balance()).isEqualTo(20);
  }

  @Test
  void amountsAtTheExtremesNeitherOverflowNorGetLost() {
    long most = Ledger.AMOUNT_MAX;
    for (int i = 1; i <= 20; i++) {
      assertThat(grant(most)).isEqualTo(100 + i * most);
    }
    assertThat(grant(-most)).isEqualTo(100 + 19 * most);
    for (long amount : List.of(0L, -1L, most + 1, Long.MAX_VALUE, Long.MIN_VALUE)) {
      assertThatThrownBy(() -> give(bob, alice, amount, Optional.empty()))
          .as("a gift of " + amount)
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused -> assertThat(refused.refusal()).isEqualTo(Refusal.INVALID_AMOUNT));
    }
    assertThat(balance(bob)).isEqualTo(new Balance(100 + 19 * most, 0, 0));
    for (long balance : List.of(Long.MAX_VALUE, Long.MIN_VALUE)) {
      assertThatThrownBy(() -> balanceOf(balance))
          .as("a balance of " + balance)
          .isInstanceOf(RefusedException.class);
    }
    assertThat(balance(bob)).isEqualTo(new Balance(100 + 19 * most, 0, 0));
    assertThat(
            store.<Long>readNow(
                tx ->
                    tx.first("SELECT sum(balance) FROM account", row -> row.getLong(1))
                        .orElseThrow()))
        .isEqualTo(Long.valueOf(0));
  }

  @Test
  void whoIsNoMemberAnyMoreGivesNothing() {
    MemberRecord carol = add("carol", 0, false);
    members.edit(carol, NO_FLOOR_BELOW_500, "test").join();
    members.departures().close(carol, "test").join();

    assertThat(refusal(give(carol, bob, 10, Optional.empty()))).isEqualTo(Refusal.NO_SUCH_MEMBER);
    assertThat(ledger.balance(bob.account()).balance()).isEqualTo(100);
  }
}
