package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.drop.DropRecords.Filter;
import io.drinkd.appliance.drop.DropReports.DropTotals;
import io.drinkd.appliance.drop.DropReports.IncomeTotals;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Reports.By;
import io.drinkd.driver.testkit.ManualTimers;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members renamed, merged and closed with something left, and their iButtons. */
class DeparturesTest {

  private static final Admin OPERATOR = TestClaims.OPERATOR;

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private Services services;
  private Memberships memberships;
  private MemberRecord alice;
  private MemberRecord bob;
  private MemberRecord carol;

  @BeforeEach
  void open() {
    services = TestHouses.openBooks(data, TestSettings.MEMBERS, time);
    memberships = services.memberships();
    alice = add("alice", true, 0);
    bob = add("bob", false, 100, "01ab", "02ab");
    carol = add("carol", false, 50, "03ab");
  }

  @AfterEach
  void close() {
    assertThat(BooksVerifier.verify(services.foundation().store()).join().disagreements())
        .isEmpty();
    services.close();
  }

  private MemberRecord add(String name, boolean admin, long credits, String... ibuttons) {
    NewMember wanted = new NewMember(name, Optional.empty(), admin, credits, List.of(ibuttons));
    return memberships.add(OPERATOR, wanted).join();
  }

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

  private Balance balance(MemberRecord member) {
    return services.accounts().balance(OPERATOR, member);
  }

  private long treasury() {
    return services.foundation().ledger().balance(Ledger.TREASURY).balance();
  }

  private List<String> ibuttons(MemberRecord member) {
    return memberships.ibuttons(OPERATOR).join().getOrDefault(member.id(), List.of());
  }

  private String lastAudit() {
    AuditLog.Entry last = services.auditTrail().last(OPERATOR, 1).join().get(0);
    return last.actor() + ": " + last.what() + ": " + last.before() + " -> " + last.after();
  }

  private List<String> history(MemberRecord member, int most) {
    return services.accounts().history(OPERATOR, member, most).join().stream()
        .map(entry -> entry.reason() + " " + entry.amount() + " " + entry.balance())
        .toList();
  }

  /** A price held by a drop that is open. */
  private long openDrop(MemberRecord member, long price) {
    return services
        .foundation()
        .store()
        .<Long>writeNow(
            tx -> {
              services.foundation().ledger().hold(tx, member.account(), price);
              tx.update(
                  """
                  INSERT INTO slot (machine, number, item, price, capacity)
                  VALUES ('d', 1, 'Coke', 0, 0) ON CONFLICT DO NOTHING\
                  """);
              if (tx.first("SELECT 1 FROM slot_price", row -> true).isEmpty()) {
                tx.update(
                    """
                    INSERT INTO slot_price (machine, slot, price, at, actor)
                    VALUES ('d', 1, 0, 0, 'test')\
                    """);
              }
              long drop =
                  tx.insert(
                      """
                      INSERT INTO drop_order (member, account, appliance, machine, slot, item, price,
                        requested_at, delay_millis, state, sent_at)
                      VALUES (?, ?, 'test', 'd', 1, 'Coke', ?, 0, 0, 'IN_DOUBT', 0) RETURNING id\
                      """,
                      member.id(),
                      member.account(),
                      price);
              tx.update(
                  """
                  INSERT INTO drop_event (drop_id, state, at, actor, reason)
                  VALUES (?, 'IN_DOUBT', 0, 'system', 'no answer')\
                  """,
                  drop);
              return drop;
            });
  }

  private void decide(long drop, String word) {
    services.drops().resolve(OPERATOR, drop, Drops.decision(word), new Remark("seen")).join();
  }

  @Test
  void whoeverIsRenamedKeepsEverythingElse() {
    long drop = openDrop(bob, 30);
    LoginOrigin origin = new LoginOrigin(InetAddress.getLoopbackAddress(), false);
    Caller before =
        services.logins().byIbutton(services.logins().anybody("test", origin), "01ab").join();

    MemberRecord rob = memberships.rename(OPERATOR, bob, "rob").join();

    assertThat(rob)
        .isEqualTo(new MemberRecord(bob.id(), "rob", false, false, false, bob.account()))
        .isEqualTo(memberships.named(OPERATOR, "rob"))
        .isEqualTo(before.member().record());
    assertThat(memberships.exists(OPERATOR, "bob")).isFalse();
    assertThat(balance(rob)).isEqualTo(new Balance(100, 30, 0));
    assertThat(ibuttons(rob)).containsExactly("01ab", "02ab");
    assertThat(lastAudit()).isEqualTo("operator:root: renamed bob: bob -> rob");
    decide(drop, "dropped");
    assertThat(history(rob, 2)).containsExactly("drop \"Coke\" -30 70", "first credits 100 100");
    add("bob", false, 5);
    services.close();
    services = TestHouses.openBooks(data, TestSettings.MEMBERS, time);
    memberships = services.memberships();
    assertThat(memberships.named(OPERATOR, "rob")).isEqualTo(rob);
  }

  @Test
  void namesThatLookAlikeAreTakenButByOneself() {
    assertThat(refusal(() -> memberships.rename(OPERATOR, bob, "CAROL")))
        .isEqualTo(Refusal.NAME_TAKEN);
    assertThat(refusal(() -> memberships.rename(OPERATOR, bob, "two words")))
        .isEqualTo(Refusal.INVALID_NAME);
    assertThat(memberships.rename(OPERATOR, bob, "Bob").join().name()).isEqualTo("Bob");
    assertThat(memberships.named(OPERATOR, "Bob").id()).isEqualTo(bob.id());
    assertThat(memberships.exists(OPERATOR, "bob")).isFalse();
  }

  @Test
  void whatWasLookedUpBeforeARenamingIsNotWrittenBack() {
    CompletableFuture<MemberRecord> renaming = memberships.rename(OPERATOR, bob, "rob");
    CompletableFuture<Void> editing = memberships.edit(OPERATOR, bob, MemberEdit.admin(true));
    renaming.join();
    editing.join();

    assertThat(memberships.exists(OPERATOR, "bob")).isFalse();
    assertThat(memberships.named(OPERATOR, "rob").admin()).isTrue();
    assertThat(lastAudit()).contains("edited rob");
  }

  @Test
  void mergedMembersAreOne() {
    decide(openDrop(bob, 30), "dropped");
    decide(openDrop(bob, 0), "dropped");

    assertThat(memberships.merge(OPERATOR, bob, carol).join()).isEqualTo(70);

    assertThat(balance(carol)).isEqualTo(new Balance(120, 0, 0));
    assertThat(balance(bob)).isEqualTo(new Balance(0, 0, 0));
    assertThat(ibuttons(carol)).containsExactly("01ab", "02ab", "03ab");
    assertThat(memberships.exists(OPERATOR, "bob")).isFalse();
    assertThat(lastAudit())
        .isEqualTo(
            "operator:root: closed bob: 70 credits, no admin -> merged into carol, with 70 credits");
    assertThat(history(carol, 10))
        .containsExactly(
            "merge of bob into carol 70 120",
            "drop \"Coke\" 0 70",
            "drop \"Coke\" -30 70",
            "first credits 50 50",
            "first credits 100 100");
    assertThat(history(carol, 2))
        .containsExactly("merge of bob into carol 70 120", "drop \"Coke\" 0 70");
  }

  @Test
  void reportsHaveDropsUnderTheNameThatIsLeft() {
    decide(openDrop(bob, 30), "dropped");
    decide(openDrop(carol, 20), "dropped");
    memberships.merge(OPERATOR, bob, carol).join();
    Period ever = new Period(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

    assertThat(services.reports().drops(OPERATOR, ever, By.MEMBER, ZoneOffset.UTC).join())
        .containsExactly(new DropTotals("carol", 2, 0, 0, 50));
    assertThat(services.reports().income(OPERATOR, ever, By.MEMBER, ZoneOffset.UTC).join())
        .containsExactly(new IncomeTotals("carol", 2, 50, 0));
    assertThat(dropsOf("carol", ever)).containsExactly("carol 30", "carol 20");
    assertThat(dropsOf("bob", ever)).containsExactly("carol 30");
  }

  private List<String> dropsOf(String member, Period period) {
    List<String> drops = new ArrayList<>();
    Filter filter =
        new Filter(
            period.from(), period.until(), Optional.empty(), Optional.of(member), Optional.empty());
    services.drops().each(OPERATOR, filter, drop -> drops.add(drop.member() + " " + drop.price()));
    return drops;
  }

  @Test
  void historyFollowsThroughSeveralMerges() {
    memberships.merge(OPERATOR, bob, carol).join();
    MemberRecord dave = add("dave", false, 0);
    memberships.merge(OPERATOR, carol, dave).join();

    assertThat(balance(dave).balance()).isEqualTo(150);
    assertThat(ibuttons(dave)).hasSize(3);
    assertThat(history(dave, 10))
        .containsExactly(
            "merge of carol into dave 150 150", "first credits 50 50", "first credits 100 100");
  }

  @Test
  void whoeverHasSomethingOpenIsNotMergedNorClosed() {
    for (long price : List.of(30L, 0L)) {
      long drop = openDrop(bob, price);
      assertThat(refusal(() -> memberships.merge(OPERATOR, bob, carol)))
          .isEqualTo(Refusal.ACCOUNT_NOT_EMPTY);
      assertThat(refusal(() -> memberships.closeToTreasury(OPERATOR, bob)))
          .isEqualTo(Refusal.ACCOUNT_NOT_EMPTY);
      assertThat(refusal(() -> memberships.closeTo(OPERATOR, bob, carol)))
          .isEqualTo(Refusal.ACCOUNT_NOT_EMPTY);
      decide(drop, "refunded");
    }
    openDrop(carol, 20);
    memberships.merge(OPERATOR, bob, carol).join();
    assertThat(balance(carol)).isEqualTo(new Balance(150, 20, 0));
  }

  @Test
  void nobodyIsMergedWithOrClosedInFavourOfOneself() {
    assertThat(refusal(() -> memberships.merge(OPERATOR, bob, bob))).isEqualTo(Refusal.TO_ONESELF);
    assertThat(refusal(() -> memberships.closeTo(OPERATOR, bob, bob)))
        .isEqualTo(Refusal.TO_ONESELF);
  }

  @Test
  void theLastAdminStays() {
    assertThat(refusal(() -> memberships.merge(OPERATOR, alice, carol)))
        .isEqualTo(Refusal.LAST_ADMIN);
    assertThat(refusal(() -> memberships.closeToTreasury(OPERATOR, alice)))
        .isEqualTo(Refusal.LAST_ADMIN);
    assertThat(refusal(() -> memberships.closeTo(OPERATOR, alice, carol)))
        .isEqualTo(Refusal.LAST_ADMIN);
    memberships.edit(OPERATOR, carol, MemberEdit.admin(true)).join();
    memberships.merge(OPERATOR, alice, carol).join();
    assertThat(memberships.named(OPERATOR, "carol").admin()).isTrue();
  }

  @Test
  void debtsAreMergedOnlyIntoWhoeverCanPayThem() {
    owe(bob, 60);
    assertThat(refusal(() -> memberships.merge(OPERATOR, bob, carol))).isEqualTo(Refusal.POOR);
    assertThat(balance(bob).balance()).isEqualTo(-60);
    memberships.edit(OPERATOR, carol, MemberEdit.floor(-10)).join();

    assertThat(memberships.merge(OPERATOR, bob, carol).join()).isEqualTo(-60);
    assertThat(balance(carol).balance()).isEqualTo(-10);
  }

  private void owe(MemberRecord member, long credits) {
    memberships.edit(OPERATOR, member, MemberEdit.floor(-500)).join();
    Amount taken = new Amount(-credits - balance(member).balance());
    services.accounts().grant(OPERATOR, member, taken, new Remark("test"), Optional.empty()).join();
  }

  @Test
  void whatIsLeftGoesWhereTheAdminSays() {
    long before = treasury();
    assertThat(memberships.closeToTreasury(OPERATOR, bob).join()).isEqualTo(100);
    assertThat(treasury()).isEqualTo(before + 100);
    assertThat(lastAudit())
        .isEqualTo(
            "operator:root: closed bob: 100 credits, no admin -> closed, 100 credits to the"
                + " treasury");

    assertThat(memberships.closeTo(OPERATOR, carol, alice).join()).isEqualTo(50);
    assertThat(history(alice, 5)).containsExactly("account of carol closed 50 50");
    assertThat(memberships.ibuttons(OPERATOR).join()).isEmpty();
  }

  @Test
  void onlyTheTreasuryPaysWhatSomebodyOwes() {
    owe(bob, 60);
    long before = treasury();
    assertThat(refusal(() -> memberships.closeTo(OPERATOR, bob, carol)))
        .isEqualTo(Refusal.ACCOUNT_NOT_EMPTY);
    assertThat(refusal(() -> memberships.close(OPERATOR, bob)))
        .isEqualTo(Refusal.ACCOUNT_NOT_EMPTY);
    assertThat(memberships.closeToTreasury(OPERATOR, bob).join()).isEqualTo(-60);
    assertThat(treasury()).isEqualTo(before - 60);
  }

  @Test
  void whoeverLeftIsGoneForEverythingThatComesLater() {
    Amount five = new Amount(5);
    CompletableFuture<Long> merging = memberships.merge(OPERATOR, bob, carol);
    Member asBob = TestClaims.member(bob);
    List<Supplier<CompletableFuture<?>>> late = new ArrayList<>();
    late.add(
        () -> services.accounts().give(asBob, alice, five, Optional.empty(), Optional.empty()));
    late.add(
        () ->
            services
                .accounts()
                .give(TestClaims.member(alice), bob, five, Optional.empty(), Optional.empty()));
    late.add(() -> memberships.merge(OPERATOR, bob, alice));
    late.add(() -> memberships.merge(OPERATOR, alice, bob));
    late.add(() -> memberships.closeToTreasury(OPERATOR, bob));
    late.add(() -> memberships.rename(OPERATOR, bob, "rob"));
    late.add(() -> memberships.addIbutton(OPERATOR, bob, "09ab"));

    assertThat(late.stream().map(this::refusal))
        .containsOnly(Refusal.NO_SUCH_MEMBER, Refusal.LAST_ADMIN);
    assertThat(merging.join()).isEqualTo(100);
    assertThat(balance(carol).balance()).isEqualTo(150);
  }

  @Test
  void mergedBothWaysAtOnceOneStays() {
    CompletableFuture<Long> one = memberships.merge(OPERATOR, bob, carol);
    CompletableFuture<Long> other = memberships.merge(OPERATOR, carol, bob);

    one.join();
    assertThat(refusal(() -> other)).isEqualTo(Refusal.NO_SUCH_MEMBER);
    assertThat(balance(carol).balance()).isEqualTo(150);
  }

  @Test
  void aPaidDropOfWhoeverWasMergedIsNotPaidBackIntoTheClosedAccount() {
    long drop = openDrop(bob, 30);
    decide(drop, "dropped");
    memberships.merge(OPERATOR, bob, carol).join();

    CompletableFuture<?> refund =
        services.drops().refund(OPERATOR, drop, new Remark("stuck"), Optional.empty());
    assertThat(refund.handle((done, failure) -> failure.getMessage()).join())
        .isEqualTo(
            "drop 1 was paid by bob, whose account is closed; grant the 30 credits to carol");
  }

  @Test
  void ibuttonsComeAndGo() {
    memberships.addIbutton(OPERATOR, alice, "0FAB").join();
    assertThat(ibuttons(alice)).containsExactly("0fab");
    assertThat(lastAudit()).isEqualTo("operator:root: iButtons of alice: has 0 -> has 1");
    assertThat(refusal(() -> memberships.addIbutton(OPERATOR, alice, "01AB")))
        .isEqualTo(Refusal.IBUTTON_TAKEN);
    assertThat(refusal(() -> memberships.addIbutton(OPERATOR, alice, "x y z")))
        .isEqualTo(Refusal.INVALID_IBUTTON);
    assertThat(refusal(() -> memberships.removeIbutton(OPERATOR, alice, "01ab")))
        .isEqualTo(Refusal.NO_SUCH_IBUTTON);
    memberships.removeIbutton(OPERATOR, bob, "01AB").join();
    assertThat(ibuttons(bob)).containsExactly("02ab");
    memberships.addIbutton(OPERATOR, alice, "01ab").join();
    assertThat(services.auditTrail().last(OPERATOR, 100).join().toString())
        .as("whoever knows an id logs in by it")
        .doesNotContainIgnoringCase("01ab");
  }

  @Test
  void ibuttonsAreInTheDirectory() {
    services.close();
    services = TestHouses.openBooks(data, TestSettings.MEMBERS_IN_DIRECTORY, time);
    assertThat(refusal(() -> services.memberships().addIbutton(OPERATOR, alice, "09ab")))
        .isEqualTo(Refusal.PASSWORDS_IN_DIRECTORY);
    services.memberships().removeIbutton(OPERATOR, bob, "01ab").join();
  }
}
