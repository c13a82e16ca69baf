package io.drinkd.appliance.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.testkit.ManualTimers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {

  private static final int NAMES = Integer.getInteger("drinkd.fuzz.names", 50_000);
  private static final MemberRecord BOB = new MemberRecord(1, "bob", false, false, false, 7);

  private final ManualTimers timers = new ManualTimers();
  private final LoginAttempts attempts =
      new LoginAttempts(new LoginLimits(3, Duration.ofSeconds(1), Duration.ofSeconds(30)), timers);
  private int checks;

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(
          new byte[] {10, (byte) (last >> 16), (byte) (last >> 8), (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletableFuture<Optional<MemberRecord>> attempt(
      String name, int address, boolean right) {
    return attempts.byName(name, origin(address), () -> checked(right));
  }

  private CompletableFuture<Optional<MemberRecord>> attemptByIbutton(
      String id, int address, boolean right) {
    return attempts.bySecret(SecretKind.CARD, id, origin(address), () -> checked(right));
  }

  private static LoginOrigin origin(int address) {
    return new LoginOrigin(address(address), false);
  }

  private CompletableFuture<Optional<MemberRecord>> checked(boolean right) {
    checks++;
    return CompletableFuture.completedFuture(right ? Optional.of(BOB) : Optional.empty());
  }

  private void wrong(String name, int address, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(attempt(name, address, false)).isCompletedWithValue(Optional.empty());
    }
  }

  @Test
  void theFirstWrongOnesCostNothingThenEachWaitsTwiceAsLong() {
    wrong("bob", 1, 3);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      CompletableFuture<Optional<MemberRecord>> next = attempt("bob", 1, false);
      timers.advance(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(next).isNotDone();
      timers.advance(Duration.ofMillis(1));
      assertThat(next).isCompletedWithValue(Optional.empty());
    }
  }

  @Test
  void theRightPasswordWorksAfterThePauseAndEndsIt() {
    wrong("bob", 1, 3);
    CompletableFuture<Optional<MemberRecord>> right = attempt("bob", 1, true);
    assertThat(right).isNotDone();
    timers.advance(Duration.ofSeconds(1));
    assertThat(right).isCompletedWithValue(Optional.of(BOB));
    wrong("bob", 1, 3);
    assertThat(attempt("bob", 1, true)).isNotDone();
  }

  @Test
  void aNameIsGuardedFromAllAddressesTogether() {
    wrong("bob", 1, 1);
    wrong("bob", 2, 1);
    wrong("bob", 3, 1);
    assertThat(attempt("bob", 4, true)).isNotDone();
    assertThat(attempt("alice", 4, true)).isDone();
  }

  @Test
  void aNameIsTheSameHoweverItIsSpelled() {
    wrong("Bob", 1, 1);
    wrong(" bob ", 2, 1);
    wrong("b\u00ado\uff42", 3, 1);
    assertThat(attempt("BOB", 4, true)).isNotDone();
  }

  @Test
  void anAddressIsPausedWhateverNamesItTries() {
    wrong("carol", 1, 1);
    wrong("bob", 1, 1);
    wrong("alice", 1, 1);
    assertThat(attempt("dave", 1, true)).isNotDone();
    assertThat(attempt("dave", 2, true)).isDone();
  }

  @Test
  void theLogSaysOnceFromWhereLoginsAreSlowedDown() {
    try (CapturedLog log = CapturedLog.of(LoginAttempts.class.getName(), Level.INFO)) {
      wrong("carol", 1, 2);
      assertThat(log.lines()).isEmpty();
      wrong("bob", 1, 1);
      attempt("alice", 1, false);
      timers.advance(Duration.ofSeconds(1));
      assertThat(log.warnings())
          .containsExactly("3 wrong logins from 10.0.0.1; more from there are slowed down");
      timers.advance(Duration.ofMinutes(10));
      wrong("bob", 1, 3);
      assertThat(log.warnings()).hasSize(2);
    }
  }

  @Test
  void aNetworkIsOneAddressWithIpv6() throws Exception {
    for (int i = 1; i <= 3; i++) {
      LoginOrigin origin = new LoginOrigin(InetAddress.getByName("fd00::" + i), false);
      assertThat(attempts.byName("name" + i, origin, () -> checked(false))).isDone();
    }
    LoginOrigin neighbour = new LoginOrigin(InetAddress.getByName("fd00::4:4"), false);
    assertThat(attempts.byName("bob", neighbour, () -> checked(true))).isNotDone();
    LoginOrigin elsewhere = new LoginOrigin(InetAddress.getByName("fd00:0:0:1::4"), false);
    assertThat(attempts.byName("carol", elsewhere, () -> checked(true))).isDone();
  }

  @Test
  void aFrontEndIsNotBlamedButTheNamesAre() {
    LoginOrigin frontEnd = new LoginOrigin(address(1), true);
    for (int i = 0; i < 10; i++) {
      assertThat(attempts.byName("name" + i, frontEnd, () -> checked(false))).isDone();
    }
    assertThat(attempts.byName("bob", frontEnd, () -> checked(true))).isDone();
    wrong("alice", 2, 3);
    assertThat(attempts.byName("alice", frontEnd, () -> checked(true))).isNotDone();
  }

  @Test
  void ibuttonsThatNobodyHasPauseNobodyButComeAtABoundedRate() {
    for (int i = 0; i < 96; i++) {
      assertThat(attemptByIbutton("id" + i, 1, false)).isDone();
    }
    assertThat(attempt("bob", 1, true)).isDone();
    CompletableFuture<Optional<MemberRecord>> next = attemptByIbutton("id100", 1, false);
    CompletableFuture<Optional<MemberRecord>> afterIt = attemptByIbutton("id101", 1, false);
    assertThat(attemptByIbutton("id102", 2, false)).isDone();
    timers.advance(Duration.ofMillis(100));
    assertThat(next).isDone();
    assertThat(afterIt).isNotDone();
    timers.advance(Duration.ofMillis(100));
    assertThat(afterIt).isDone();
  }

  @Test
  void aCardThatWasShownBeforeAtItsPlaceNeverWaits() {
    assertThat(attemptByIbutton("01AB", 1, true)).isDone();
    for (int i = 0; i < 200; i++) {
      attemptByIbutton("id" + i, 1, false);
    }
    assertThat(attemptByIbutton("01ab", 1, true)).isCompletedWithValue(Optional.of(BOB));
  }

  @Test
  void whoHasLoggedInFromAnAddressIsNotHeldUpThereByOthersElsewhere() {
    assertThat(attempt("bob", 1, true)).isDone();
    wrong("bob", 2, 3);
    assertThat(attempt("bob", 2, true)).isNotDone();
    assertThat(attempt("bob", 1, true)).isCompletedWithValue(Optional.of(BOB));
  }

  @Test
  void aRightLoginTakesBackWhatItsAddressIsBlamedFor() {
    wrong("bob", 1, 1);
    wrong("alice", 1, 2);
    CompletableFuture<Optional<MemberRecord>> right = attempt("carol", 1, true);
    timers.advance(Duration.ofSeconds(1));
    assertThat(right).isDone();
    wrong("dave", 1, 2);
    assertThat(attempt("eve", 1, true)).isDone();
  }

  @Test
  void anAccountOfOnesOwnBuysNoGuessesAtOthers() {
    assertThat(attempt("mallory", 1, true)).isDone();
    wrong("bob", 1, 2);
    assertThat(attempt("mallory", 1, true)).isDone();
    wrong("alice", 1, 1);
    assertThat(attempt("carol", 1, false)).isNotDone();
    timers.advance(Duration.ofMinutes(11));
    wrong("bob", 1, 2);
    assertThat(attempt("mallory", 1, true)).isDone();
    wrong("alice", 1, 2);
    assertThat(attempt("carol", 1, false)).isDone();
  }

  @Test
  void asManyAreCheckedAtOnceAsMayBeWrongBeforeAPause() {
    CompletableFuture<Optional<MemberRecord>> wrong = new CompletableFuture<>();
    List<CompletableFuture<Optional<MemberRecord>>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(
          attempts.byName(
              "bob",
              origin(i),
              () -> {
                checks++;
                return wrong;
              }));
    }
    assertThat(checks).isEqualTo(3);
    wrong.complete(Optional.empty());
    assertThat(all).filteredOn(CompletableFuture::isDone).hasSize(3);
    assertThat(checks).isEqualTo(3);
    timers.advance(Duration.ofSeconds(1));
    assertThat(checks).isEqualTo(4);
  }

  @Test
  void aCrowdOfRightOnesIsCheckedWithoutAPause() {
    List<CompletableFuture<Optional<MemberRecord>>> checking = new ArrayList<>();
    List<CompletableFuture<Optional<MemberRecord>>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(attempts.byName("name" + i, origin(1), () -> pending(checking)));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(checking.size() - i).isBetween(1, 4);
      checking.get(i).complete(Optional.of(BOB));
    }
    assertThat(all).allSatisfy(one -> assertThat(one).isCompletedWithValue(Optional.of(BOB)));
  }

  private static CompletableFuture<Optional<MemberRecord>> pending(
      List<CompletableFuture<Optional<MemberRecord>>> checking) {
    CompletableFuture<Optional<MemberRecord>> check = new CompletableFuture<>();
    checking.add(check);
    return check;
  }

  @Test
  void theNextTurnIsOfTheAddressThatHasTheFewest() {
    List<CompletableFuture<Optional<MemberRecord>>> checking = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      attempts.byName("name" + i, origin(i % 10), () -> pending(checking));
    }
    assertThat(checking).hasSize(16);
    CompletableFuture<Optional<MemberRecord>> elsewhere = attempt("bob", 10, true);
    assertThat(elsewhere).isNotDone();
    checking.get(0).complete(Optional.of(BOB));
    assertThat(elsewhere).isDone();
  }

  @Test
  void strangersBehindAFrontEndKeepNobodyWaitingWhoHasLoggedInThere() {
    LoginOrigin frontEnd = new LoginOrigin(address(1), true);
    assertThat(attempts.byName("bob", frontEnd, () -> checked(true))).isDone();
    List<CompletableFuture<Optional<MemberRecord>>> checking = crowd(frontEnd, 200);
    CompletableFuture<Optional<MemberRecord>> bob =
        attempts.byName("bob", frontEnd, () -> checked(true));
    checking.get(0).complete(Optional.empty());
    assertThat(bob).isCompletedWithValue(Optional.of(BOB));
  }

  @Test
  void strangersBehindAFrontEndDoNotHaveAllTurnsBeforeSomebodyWhoIsNewThere() {
    LoginOrigin frontEnd = new LoginOrigin(address(1), true);
    List<CompletableFuture<Optional<MemberRecord>>> checking = crowd(frontEnd, 200);
    CompletableFuture<Optional<MemberRecord>> carol =
        attempts.byName("carol", frontEnd, () -> checked(true));
    checking.get(0).complete(Optional.empty());
    checking.get(1).complete(Optional.empty());
    assertThat(carol).isCompletedWithValue(Optional.of(BOB));
  }

  @Test
  void nobodyBehindAFrontEndIsPassedOverForEver() {
    LoginOrigin frontEnd = new LoginOrigin(address(1), true);
    assertThat(attempts.byName("carol", frontEnd, () -> checked(false))).isDone();
    List<CompletableFuture<Optional<MemberRecord>>> checking = crowd(frontEnd, 4);
    CompletableFuture<Optional<MemberRecord>> carol =
        attempts.byName("carol", frontEnd, () -> checked(true));
    for (int i = 0; i < 4 && !carol.isDone(); i++) {
      attempts.byName("late" + i, frontEnd, () -> pending(checking));
      checking.get(i).complete(Optional.empty());
    }
    assertThat(carol).isCompletedWithValue(Optional.of(BOB));
  }

  /** Waits with other names; returns the checks that have begun, which grow. */
  private List<CompletableFuture<Optional<MemberRecord>>> crowd(LoginOrigin origin, int size) {
    List<CompletableFuture<Optional<MemberRecord>>> checking = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      attempts.byName("stranger" + i, origin, () -> pending(checking));
    }
    return checking;
  }

  @Test
  void thoseWhoWaitAreCheckedOneAfterTheOtherAndNoneIsRefused() {
    wrong("bob", 1, 3);
    List<CompletableFuture<Optional<MemberRecord>>> waiting = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      waiting.add(attempt("bob", 1, false));
    }
    checks = 0;
    timers.advance(Duration.ofSeconds(1 + 2 + 4));
    assertThat(checks).isEqualTo(3);
    assertThat(waiting).filteredOn(CompletableFuture::isDone).hasSize(3);
  }

  @Test
  void whoLeavesIsNotWaitedFor() {
    wrong("bob", 1, 3);
    CompletableFuture<Optional<MemberRecord>> left = attempt("bob", 1, false);
    CompletableFuture<Optional<MemberRecord>> right = attempt("bob", 1, true);
    left.cancel(false);
    timers.advance(Duration.ofSeconds(1));
    assertThat(right).isCompletedWithValue(Optional.of(BOB));
    assertThat(checks).isEqualTo(4);
  }

  private CompletableFuture<Optional<MemberRecord>> requested(
      String name, CompletableFuture<Void> left, boolean right) {
    LoginOrigin origin = LoginOrigin.ofRequest(address(1), left);
    return attempts.byName(name, origin, () -> checked(right));
  }

  private static void assertRefused(CompletableFuture<?> attempt) {
    assertThatThrownBy(attempt::join)
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.TOO_MANY_LOGINS));
  }

  @Test
  void requestsWaitInSmallNumbersAndWhoIsKnownDoesNotWaitBehindThem() {
    CompletableFuture<Void> here = new CompletableFuture<>();
    assertThat(requested("carol", here, true)).isDone();
    wrong("bob", 1, 3);
    List<CompletableFuture<Optional<MemberRecord>>> waiting = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      waiting.add(requested("name" + i, here, false));
    }
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    assertRefused(requested("dave", here, true));
    assertThat(requested("carol", here, true)).isCompletedWithValue(Optional.of(BOB));
    assertThat(attempt("dave", 1, true)).as("a connection of lines").isNotDone();
    assertThat(attempt("dave", 2, true)).as("elsewhere").isDone();
  }

  @Test
  void aRequestDoesNotWaitForLong() {
    wrong("bob", 1, 3);
    for (int i = 0; i < 5; i++) {
      attempt("bob", 1, false);
    }
    CompletableFuture<Optional<MemberRecord>> line = attempt("bob", 1, true);
    CompletableFuture<Optional<MemberRecord>> last =
        requested("dave", new CompletableFuture<>(), true);
    timers.advance(LoginAttempts.LONGEST_WAIT);
    assertRefused(last);
    timers.advance(Duration.ofMinutes(2));
    assertThat(line).isCompletedWithValue(Optional.of(BOB));
  }

  @Test
  void aRequestIsGivenUpWhenItsClientHasLeft() {
    wrong("bob", 1, 3);
    CompletableFuture<Void> left = new CompletableFuture<>();
    CompletableFuture<Optional<MemberRecord>> request = requested("bob", left, false);
    left.complete(null);
    assertThat(request).isCancelled();
    checks = 0;
    timers.advance(Duration.ofMinutes(1));
    assertThat(checks).isZero();
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void tokensCardsAndCodesDoNotWaitForEachOther() {
    LoginOrigin origin = LoginOrigin.ofRequest(address(1), new CompletableFuture<>());
    List<CompletableFuture<Optional<MemberRecord>>> wrong = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      wrong.add(attempts.bySecret(SecretKind.TOKEN, "t" + i, origin, () -> checked(false)));
    }
    assertThat(wrong).filteredOn(one -> !one.isDone()).hasSize(20);
    assertRefused(wrong.get(599));
    for (SecretKind kind : List.of(SecretKind.CARD, SecretKind.CODE)) {
      assertThat(attempts.bySecret(kind, "01ab", origin, () -> checked(true))).isDone();
    }
    timers.advance(Duration.ofSeconds(2));
    assertThat(attempts.bySecret(SecretKind.TOKEN, "t", origin, () -> checked(true)).isDone())
        .isFalse();
    timers.advance(Duration.ofMillis(100));
    assertThat(wrong).allMatch(CompletableFuture::isDone);
  }

  @Test
  void aNewCardDoesNotWaitBehindAllWrongOnes() {
    for (int i = 0; i < 600; i++) {
      attemptByIbutton("id" + i, 1, false);
    }
    CompletableFuture<Optional<MemberRecord>> card = attemptByIbutton("01ab", 1, true);
    timers.advance(Duration.ofMillis(200));
    assertThat(card).isCompletedWithValue(Optional.of(BOB));
  }

  @Test
  void whatIsTooLongForAnythingIsNeitherCheckedNorKept() {
    String much = "x".repeat(65_536);
    assertThat(attempt(much, 1, true)).isCompletedWithValue(Optional.empty());
    assertThat(attemptByIbutton(much, 1, true)).isCompletedWithValue(Optional.empty());
    assertThat(checks).isZero();
    assertThat(attempts.kept()).isZero();
  }

  @Test
  void whatCannotBeCheckedIsHeldAgainstNobody() {
    for (int i = 0; i < 10; i++) {
      CompletableFuture<Optional<MemberRecord>> away =
          attempts.byName(
              "bob",
              origin(1),
              () -> CompletableFuture.failedFuture(new IllegalStateException("away")));
      assertThat(away).isCompletedExceptionally();
    }
    assertThat(attempt("bob", 1, true)).isDone();
  }

  @Test
  void wrongLoginsAreForgotten() {
    wrong("bob", 1, 3);
    timers.advance(Duration.ofMinutes(10));
    wrong("bob", 1, 3);
    assertThat(attempt("bob", 1, true)).isNotDone();
  }

  @Test
  void whatIsKeptIsBounded() {
    for (int i = 0; i < NAMES; i++) {
      attempt("name" + i, i, i % 2 == 0);
    }
    assertThat(attempts.kept()).isLessThanOrEqualTo(4 * LoginGuards.KEPT_MAX);
  }
}
