package io.drinkd.appliance.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.driver.testkit.ManualTimers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {

  private static final int NAMES = Integer.getInteger("drinkd.fuzz.names", 50_000);
  private static final MemberRecord BOB = new MemberRecord(1, "bob", false, 7);

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
    return attempts.attempt(
        Optional.of(name).filter(typed -> !typed.isEmpty()),
        address(address),
        () -> {
          checks++;
          return CompletableFuture.completedFuture(right ? Optional.of(BOB) : Optional.empty());
        });
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
  void anAddressIsPausedWhateverNamesOrIbuttonsItTries() {
    wrong("", 1, 1);
    wrong("bob", 1, 1);
    wrong("alice", 1, 1);
    assertThat(attempt("", 1, true)).isNotDone();
    assertThat(attempt("", 2, true)).isDone();
  }

  @Test
  void whoHasLoggedInFromAnAddressIsNotHeldUpThereByOthersElsewhere() {
    assertThat(attempt("bob", 1, true)).isDone();
    wrong("bob", 2, 3);
    assertThat(attempt("bob", 2, true)).isNotDone();
    assertThat(attempt("bob", 1, true)).isCompletedWithValue(Optional.of(BOB));
  }

  @Test
  void anAccountOfOnesOwnBuysNoGuessesAtOthers() {
    wrong("bob", 1, 2);
    assertThat(attempt("mallory", 1, true)).isDone();
    wrong("alice", 1, 1);
    assertThat(attempt("carol", 1, false)).isNotDone();
  }

  @Test
  void thoseWhoWaitAreCheckedOneAfterTheOtherAndNotWithoutEnd() {
    wrong("bob", 1, 3);
    List<CompletableFuture<Optional<MemberRecord>>> waiting = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      waiting.add(attempt("bob", 1, false));
    }
    assertThat(waiting).filteredOn(CompletableFuture::isCompletedExceptionally).hasSize(970);
    checks = 0;
    timers.advance(Duration.ofSeconds(5));
    assertThat(checks).isEqualTo(5);
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
    assertThat(attempts.kept()).isLessThanOrEqualTo(3 * LoginAttempts.KEPT_MAX);
  }
}
