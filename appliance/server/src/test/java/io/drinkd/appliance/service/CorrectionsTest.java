package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.driver.testkit.ManualTimers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gifts taken back, by time and by what the receiver has left. */
class CorrectionsTest {

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private Services services;
  private MemberRecord bob;
  private MemberRecord carol;

  @BeforeEach
  void open() {
    services = TestHouses.openBooks(data, TestSettings.MEMBERS, time);
    bob = add("bob");
    carol = add("carol");
  }

  @AfterEach
  void close() {
    assertThat(BooksVerifier.verify(services.foundation().store()).join().disagreements())
        .isEmpty();
    services.close();
  }

  private MemberRecord add(String name) {
    NewMember wanted = new NewMember(name, Optional.empty(), false, 100, List.of());
    return services.memberships().add(TestClaims.OPERATOR, wanted).join();
  }

  private void give(MemberRecord from, MemberRecord to, long credits) {
    services
        .accounts()
        .give(TestClaims.member(from), to, new Amount(credits), Optional.empty(), Optional.empty())
        .join();
  }

  private long undo(MemberRecord giver) {
    return services.accounts().undo(TestClaims.member(giver)).join();
  }

  private void assertNothingToUndo(MemberRecord giver, String why) {
    assertThatThrownBy(() -> undo(giver))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal()).isEqualTo(Refusal.NOTHING_TO_UNDO);
              assertThat(refused).hasMessageContaining(why);
            });
  }

  @Test
  void lastGiftComesBackUntilItsTimeIsOver() {
    give(bob, carol, 10);
    time.advance(TestSettings.UNDO);
    assertThat(undo(bob)).isEqualTo(100);

    give(bob, carol, 10);
    time.advance(TestSettings.UNDO.plusMillis(1));
    assertNothingToUndo(bob, "too long ago");
  }

  @Test
  void giftBehindOtherTransfersIsFoundNoLongerThanItsTime() {
    give(bob, carol, 10);
    give(carol, bob, 1);
    time.advance(TestSettings.UNDO.dividedBy(2));
    give(carol, bob, 2);
    assertThat(undo(bob)).isEqualTo(103);

    give(bob, carol, 10);
    give(carol, bob, 1);
    time.advance(TestSettings.UNDO.plusMillis(1));
    give(carol, bob, 1);
    assertNothingToUndo(bob, "given nothing lately");
  }

  @Test
  void onlyTheVeryLastGiftComesBackAndOnce() {
    give(bob, carol, 10);
    give(bob, carol, 20);
    assertThat(undo(bob)).isEqualTo(90);

    assertNothingToUndo(bob, "20 credits, was taken back already");
    assertNothingToUndo(carol, "given nothing");
  }

  @Test
  void whatTheReceiverMayOweIsNotTakenBack() {
    services.memberships().edit(TestClaims.OPERATOR, carol, MemberEdit.floor(-500)).join();
    give(bob, carol, 10);
    give(carol, bob, 101);

    assertNothingToUndo(bob, "has spent it");
    assertThat(undo(carol)).isEqualTo(110);
    assertThat(undo(bob)).isEqualTo(100);
  }

  @Test
  void closedReceiverHasNothingLeft() {
    give(bob, carol, 10);
    give(carol, bob, 110);
    services.memberships().close(TestClaims.OPERATOR, carol).join();

    assertNothingToUndo(bob, "has spent it");
  }

  @Test
  void houseMayTurnItOff() {
    MemberSettings off =
        new MemberSettings(
            0,
            Duration.ZERO,
            TestSettings.MEMBERS.logins(),
            TestSettings.PASSWORD_COST,
            false,
            false,
            Optional.empty());
    give(bob, carol, 10);
    services.close();
    services = TestHouses.openBooks(data, off, time);

    assertThatThrownBy(() -> undo(bob))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NOTHING_TO_UNDO));
  }

  @Test
  void historyShowsAGiftThatWasTakenBack() {
    give(bob, carol, 10);
    undo(bob);

    assertThat(services.accounts().history(TestClaims.member(carol), 2).join())
        .extracting(entry -> entry.reason() + " " + entry.amount() + " " + entry.balance())
        .containsExactly(
            "gift from bob to carol taken back -10 100", "gift from bob to carol 10 110");
  }
}
