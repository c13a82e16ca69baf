package io.drinkd.appliance.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.driver.testkit.ManualTimers;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever has an account has as many tokens as he likes: they end no pause of passwords. */
class SecretsForgiveNothingTest {

  private static final LoginOrigin HERE = new LoginOrigin(InetAddress.getLoopbackAddress(), false);

  private final ManualTimers timers = new ManualTimers();
  private final LoginAttempts attempts =
      new LoginAttempts(new LoginLimits(3, Duration.ofSeconds(1), Duration.ofSeconds(30)), timers);

  private CompletableFuture<Optional<String>> byName(String name, boolean right) {
    return attempts.byName(name, HERE, () -> checked(right));
  }

  private static CompletableFuture<Optional<String>> checked(boolean right) {
    return CompletableFuture.completedFuture(right ? Optional.of("bob") : Optional.empty());
  }

  private void useSecret(SecretKind kind, String secret) {
    assertThat(attempts.bySecret(kind, secret, HERE, () -> checked(true))).isDone();
  }

  @ParameterizedTest
  @EnumSource(
      value = SecretKind.class,
      names = {"TOKEN", "CARD"})
  void aSecretThatIsNewHereEndsNoPause(SecretKind kind) {
    for (int guess = 0; guess < 3; guess++) {
      assertThat(byName("alice" + guess, false)).isDone();
    }
    useSecret(kind, "made just now");
    CompletableFuture<Optional<String>> next = byName("carol", false);
    assertThat(next).isNotDone();
    timers.advance(Duration.ofSeconds(1));
    assertThat(next).isDone();
  }

  @Test
  void aCodeWaitsForThePauseAndEndsItNeither() {
    for (int guess = 0; guess < 3; guess++) {
      assertThat(byName("alice" + guess, false)).isDone();
    }
    CompletableFuture<Optional<String>> code =
        attempts.bySecret(SecretKind.CODE, "made just now", HERE, () -> checked(true));
    assertThat(code).isNotDone();
    timers.advance(Duration.ofSeconds(1));
    assertThat(code).isDone();
    assertThat(byName("carol", false)).isDone();
    assertThat(byName("dave", false)).isNotDone();
  }

  @Test
  void aCrowdOfThemMakesNoMemberNewAgain() {
    assertThat(byName("bob", true)).isDone();
    for (int i = 0; i <= LoginGuards.KEPT_MAX; i++) {
      useSecret(SecretKind.TOKEN, "token " + i);
    }
    for (int guess = 0; guess < 3; guess++) {
      assertThat(byName("alice" + guess, false)).isDone();
    }
    assertThat(byName("bob", true)).isDone();
    assertThat(byName("carol", false)).isNotDone();
  }
}
