package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.SignInHouse.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.credential.WebSessionStore;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.service.WebSessions.Begun;
import io.drinkd.appliance.store.TestBooks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long somebody stays signed in on a page. */
class WebSessionsTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path data;
  private SignInHouse house;

  @BeforeEach
  void open() {
    house = new SignInHouse(data);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Begun begin(String name) {
    return house.services().webSessions().begin(house.byPassword(name)).join();
  }

  private boolean isSignedIn(Begun session) {
    return house.bySession(session.secret()).isLoggedIn();
  }

  /** The session is used, and that is noted. */
  private void use(Begun session) {
    assertThat(isSignedIn(session)).isTrue();
    Instant now = house.time.clock().instant();
    await().until(() -> house.onDisk("SELECT max(used_at) FROM web_session") >= now.toEpochMilli());
  }

  @Test
  void itLastsTwelveHoursAfterItsLastUse() {
    Begun session = begin("bob");
    assertThat(session.endsAt())
        .isEqualTo(house.time.clock().instant().plus(WebSessionStore.IDLE_MAX));
    for (int times = 0; times < 3; times++) {
      house.time.advance(WebSessionStore.IDLE_MAX.minus(HOUR));
      use(session);
    }
    Caller caller = house.bySession(session.secret());
    house.assertMayBuy(caller, "d");

    house.time.advance(WebSessionStore.IDLE_MAX);
    assertThat(isSignedIn(session)).isFalse();
    assertRefused(caller::viewer, Refusal.NOT_LOGGED_IN);
  }

  @Tag(TestBooks.SLOW_IN_A_BANK)
  @Test
  void itLastsThirtyDaysHoweverMuchItIsUsed() {
    Begun session = begin("bob");
    Instant end = house.time.clock().instant().plus(WebSessionStore.LIFE_MAX);
    Duration step = WebSessionStore.IDLE_MAX.minus(HOUR);
    while (house.time.clock().instant().plus(step).isBefore(end)) {
      house.time.advance(step);
      use(session);
    }
    house.time.advance(Duration.between(house.time.clock().instant(), end).minusMillis(1));
    assertThat(isSignedIn(session)).isTrue();
    house.time.advance(Duration.ofMillis(1));
    assertThat(isSignedIn(session)).isFalse();
  }

  @Test
  void itOutlastsARestart() {
    Begun session = begin("bob");
    house.restart();

    assertThat(house.bySession(session.secret()).viewer().record().name()).isEqualTo("bob");
    assertThat(house.onDisk("SELECT length(hash) FROM web_session")).isEqualTo(64);
  }

  @Test
  void endingOneLeavesTheOthers() {
    Begun here = begin("bob");
    Begun there = begin("bob");
    assertThat(here.secret()).matches("[A-Za-z0-9_-]{22}").isNotEqualTo(there.secret());
    Caller stream = house.bySession(here.secret());

    house.services().webSessions().end(house.bySession(here.secret())).join();
    assertThat(stream.isOver()).isTrue();
    assertThat(isSignedIn(here)).isFalse();
    assertThat(isSignedIn(there)).isTrue();
    house.services().webSessions().end(house.nobody()).join();
  }

  @Test
  void endingAllEndsThatOfWhoeverAsksAndNoTokens() {
    Begun here = begin("bob");
    Begun there = begin("bob");
    Begun alices = begin("alice");
    Caller caller = house.bySession(here.secret());
    String token =
        house
            .services()
            .tokens()
            .make(caller.member(), new Label("laptop"), Scope.MEMBER, 7)
            .join()
            .secret();

    assertThat(house.services().webSessions().endAll(caller.member()).join()).isEqualTo(2);
    assertThat(caller.isOver()).isTrue();
    assertThat(isSignedIn(here)).isFalse();
    assertThat(isSignedIn(there)).isFalse();
    assertThat(isSignedIn(alices)).isTrue();
    assertThat(house.byToken(token).isLoggedIn()).isTrue();
  }

  @Test
  void aNewPasswordEndsAllButTheOneThatSetsIt() {
    Begun here = begin("bob");
    Begun there = begin("bob");
    Caller caller = house.bySession(here.secret());
    Caller elsewhere = house.bySession(there.secret());

    house.services().memberships().changePassword(caller.member(), "another").join();
    assertThat(caller.isOver()).isFalse();
    assertThat(isSignedIn(here)).isTrue();
    assertThat(elsewhere.isOver()).isTrue();
    assertThat(isSignedIn(there)).isFalse();
    assertThat(house.onDisk("SELECT count(*) FROM web_session")).isEqualTo(1);
  }

  @Test
  void aTokenThatIsMadeWhileTheSessionEndsIsNotMade() {
    Begun session = begin("bob");
    Caller caller = house.bySession(session.secret());
    Member member = caller.member();
    CountDownLatch writing = new CountDownLatch(1);
    house.pauseWriting(writing);
    CompletableFuture<Integer> ended = house.services().webSessions().endAll(member);
    CompletableFuture<?> made =
        house.services().tokens().make(member, new Label("late"), Scope.MEMBER, 7);
    writing.countDown();
    ended.join();
    assertRefused(made::join, Refusal.NOT_LOGGED_IN);
    assertThat(house.onDisk("SELECT count(*) FROM token")).isZero();
  }

  @Test
  void aFiftyFirstEndsTheOneThatWasNotUsedForLongest() {
    List<Begun> sessions = new ArrayList<>();
    for (int i = 0; i < WebSessionStore.SESSIONS_MAX; i++) {
      sessions.add(begin("bob"));
      house.time.advance(Duration.ofMinutes(1));
    }
    use(sessions.get(0));
    Caller stream = sessions.get(1).caller();

    begin("bob");
    assertThat(stream.isOver()).isTrue();
    assertThat(isSignedIn(sessions.get(0))).isTrue();
    assertThat(isSignedIn(sessions.get(1))).isFalse();
    assertThat(isSignedIn(sessions.get(2))).isTrue();
  }

  @Test
  void whatIsNoSecretIsNobody() {
    Begun session = begin("bob");
    for (String secret : List.of("", "x", session.secret() + "x", "x".repeat(100_000))) {
      assertThat(house.bySession(secret).isLoggedIn()).isFalse();
    }
    assertRefused(
        () -> house.services().webSessions().begin(house.bySession(session.secret())),
        Refusal.FORBIDDEN);
  }
}
