package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.SignInHouse.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.credential.TokenStore;
import io.drinkd.appliance.credential.TokenStore.Made;
import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.credential.TokenStore.Token;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.sunday.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a token is good for, and until when. */
class TokensTest {

  @TempDir Path data;
  private SignInHouse house;
  private Caller bob;

  @BeforeEach
  void open() {
    house = new SignInHouse(data);
    bob = house.byPassword("bob");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Tokens tokens() {
    return house.services().tokens();
  }

  private Made make(Caller caller, Scope scope, long days) {
    return tokens().make(caller.member(), new Label("laptop"), scope, days).join();
  }

  private List<Token> tokensOf(Caller caller) {
    return tokens().list(caller.member()).join();
  }

  private void assertEnded(Caller caller, String secret) {
    assertThat(caller.isOver()).isTrue();
    assertRefused(caller::viewer, Refusal.NOT_LOGGED_IN);
    assertRefused(() -> house.byToken(secret), Refusal.WRONG_LOGIN);
  }

  @Test
  void oneForReadingSeesWhatIsTheMembersAndDoesNothing() {
    Caller reading = house.byToken(make(bob, Scope.READ, 7).secret());

    assertThat(house.services().accounts().balance(reading.viewer()).available()).isEqualTo(100);
    assertRefused(() -> house.buy(reading, "d"), Refusal.FORBIDDEN);
    assertRefused(reading::member, Refusal.FORBIDDEN);
    Caller admin = house.byPassword("alice");
    Caller reader = house.byToken(make(admin, Scope.READ, 7).secret());
    assertThat(reader.viewer().record().name()).isEqualTo("alice");
    assertRefused(reader::admin, Refusal.FORBIDDEN);
  }

  @Test
  void oneForAllDoesWhatItsMemberMayButMakesNoOtherOne() {
    Caller caller = house.byToken(make(bob, Scope.MEMBER, 7).secret());

    house.assertMayBuy(caller, "d");
    house.assertMayBuy(caller, "ld");
    assertRefused(caller::admin, Refusal.FORBIDDEN);
    assertRefused(() -> make(caller, Scope.READ, 1), Refusal.FORBIDDEN);
    assertRefused(() -> house.services().webSessions().begin(caller), Refusal.FORBIDDEN);
    Caller admin = house.byToken(make(house.byPassword("alice"), Scope.MEMBER, 7).secret());
    assertThat(admin.admin().actor()).isEqualTo("admin:alice");
  }

  @Test
  void oneThatWasEndedElsewhereIsSoonNotKnownHereEither() {
    Made made = make(bob, Scope.MEMBER, 7);
    house.byToken(made.secret());
    house.deleteToken(made.token().id());

    house.time.advance(Duration.ofSeconds(5));
    assertRefused(() -> house.byToken(made.secret()), Refusal.WRONG_LOGIN);
  }

  @Test
  void itEndsAfterItsDays() {
    Made made = make(bob, Scope.MEMBER, 2);
    assertThat(made.token().endsAt())
        .isEqualTo(house.time.clock().instant().plus(Duration.ofDays(2)));
    Caller caller = house.byToken(made.secret());
    house.time.advance(Duration.ofDays(2).minusMillis(1));
    assertThat(caller.isOver()).isFalse();
    house.byToken(made.secret());

    house.time.advance(Duration.ofMillis(1));
    assertEnded(caller, made.secret());
    assertThat(tokensOf(bob)).hasSize(1);
    make(bob, Scope.MEMBER, 2);
    assertThat(tokensOf(bob)).as("the one that has ended is gone").hasSize(1);
    assertRefused(() -> make(bob, Scope.MEMBER, 0), Refusal.INVALID_LIFETIME);
    assertRefused(() -> make(bob, Scope.MEMBER, Tokens.DAYS_MAX + 1), Refusal.INVALID_LIFETIME);
  }

  @Test
  void itsLastUseIsNotedOnceAMinute() {
    String secret = make(bob, Scope.READ, 7).secret();
    assertThat(tokensOf(bob).get(0).usedAt()).isEmpty();
    Instant first = house.time.clock().instant();
    house.byToken(secret);
    await().until(() -> tokensOf(bob).get(0).usedAt().equals(Optional.of(first)));

    house.time.advance(Duration.ofSeconds(59));
    house.byToken(secret);
    house.awaitWritten();
    assertThat(tokensOf(bob).get(0).usedAt()).contains(first);

    house.time.advance(Duration.ofSeconds(1));
    house.byToken(secret);
    await().until(() -> tokensOf(bob).get(0).usedAt().equals(Optional.of(first.plusSeconds(60))));
  }

  @Test
  void endingOneEndsLoginsByItAndNoOther() {
    Made one = make(bob, Scope.MEMBER, 7);
    Made other = make(bob, Scope.MEMBER, 7);
    Caller byOne = house.byToken(one.secret());
    Caller byOther = house.byToken(other.secret());
    Caller alice = house.byPassword("alice");
    assertRefused(
        () -> tokens().end(alice.member(), one.token().id()).join(), Refusal.NO_SUCH_TOKEN);

    tokens().end(bob.member(), one.token().id()).join();
    assertEnded(byOne, one.secret());
    assertThat(byOther.isOver()).isFalse();
    assertRefused(() -> tokens().end(bob.member(), one.token().id()).join(), Refusal.NO_SUCH_TOKEN);
    tokens().end(bob.member(), other.token().id()).join();
    assertThat(make(bob, Scope.READ, 1).token().id()).isGreaterThan(other.token().id());
  }

  @Test
  void aNewPasswordEndsThemInTheSameCommit() {
    Made made = make(bob, Scope.MEMBER, 7);
    Caller caller = house.byToken(made.secret());

    house.services().memberships().changePassword(TestClaims.OPERATOR, house.bob, "another").join();
    assertEnded(caller, made.secret());
    assertThat(house.onDisk("SELECT count(*) FROM token")).isZero();
  }

  @Test
  void whoLeavesTakesThemAlong() {
    house.add("carol", false, "ca201");
    Caller carol = house.byPassword("carol");
    Made made = make(carol, Scope.MEMBER, 7);
    Caller caller = house.byToken(made.secret());

    house
        .services()
        .memberships()
        .merge(TestClaims.OPERATOR, carol.member().record(), house.bob)
        .join();
    assertEnded(caller, made.secret());
    Made bobs = make(bob, Scope.MEMBER, 7);
    Caller byBobs = house.byToken(bobs.secret());
    house.services().memberships().closeToTreasury(TestClaims.OPERATOR, house.bob).join();
    assertEnded(byBobs, bobs.secret());
    assertThat(house.onDisk("SELECT count(*) FROM token")).isZero();
  }

  @Test
  void theBooksHaveNoSecretAndNeitherHasALog() throws IOException {
    String secret;
    try (CapturedLog log = CapturedLog.of("io.drinkd", Level.DEBUG);
        CapturedLog activity = CapturedLog.of("io.drinkd.activity", Level.INFO)) {
      secret = make(bob, Scope.MEMBER, 7).secret();
      house.byToken(secret);
      house.awaitWritten();
      assertThat(activity.lines()).anyMatch(line -> line.contains("did=make-token"));
      assertThat(activity.lines()).noneMatch(line -> line.contains(secret));
      assertThat(log.lines()).noneMatch(line -> line.contains(secret));
    }
    assertThat(secret).matches("drinkd_[A-Za-z0-9_-]{43}");
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(secret.substring(TokenStore.PREFIX.length()));
      }
    }
    assertThat(house.onDisk("SELECT length(hash) FROM token")).isEqualTo(64);
  }

  @Test
  void theAuditSaysWhoHasMadeAndEndedWhich() {
    Made made = make(bob, Scope.READ, 7);
    tokens().end(bob.member(), made.token().id()).join();
    make(house.byPassword("alice"), Scope.MEMBER, 7);

    List<AuditLog.Entry> entries =
        house.services().auditTrail().last(TestClaims.OPERATOR, 3).join();
    assertThat(entries)
        .extracting(
            one -> one.actor() + " " + one.what() + ": " + one.before() + " > " + one.after())
        .containsExactly(
            "admin:alice token 2 of alice:  > laptop, may spend",
            "member:bob token 1 of bob: laptop > ",
            "member:bob token 1 of bob:  > laptop, may see");
    assertThat(entries.toString()).doesNotContain(made.secret());
    assertRefused(() -> tokens().end(bob.member(), 99).join(), Refusal.NO_SUCH_TOKEN);
    assertThat(house.services().auditTrail().last(TestClaims.OPERATOR, 1).join())
        .as("what was refused is not there")
        .containsExactly(entries.get(0));
  }

  @Test
  void aMemberHasFiftyAtMost() {
    for (int i = 0; i < TokenStore.TOKENS_MAX; i++) {
      make(bob, Scope.READ, 1);
    }
    assertRefused(() -> make(bob, Scope.READ, 1), Refusal.LIMIT_REACHED);
    tokens().end(bob.member(), tokensOf(bob).get(0).id()).join();
    make(bob, Scope.READ, 1);
  }

  @Test
  void wrongOnesOfAnAddressWaitInTheEndAndRightOnesThatAreKnownThereDoNot() {
    String known = make(bob, Scope.READ, 1).secret();
    house.byToken(known);
    for (int i = 0; i < 3 * 32; i++) {
      assertRefused(() -> house.byToken("drinkd_guessed"), Refusal.WRONG_LOGIN);
    }
    CompletableFuture<Caller> waits =
        house.services().logins().byToken(house.nobody(), "drinkd_guessed");
    assertThat(house.byToken(known).isLoggedIn()).isTrue();
    assertThat(waits).isNotDone();

    await()
        .until(
            () -> {
              house.time.advance(Duration.ofMillis(100));
              return waits.isDone();
            });
    assertRefused(waits::join, Refusal.WRONG_LOGIN);
  }
}
