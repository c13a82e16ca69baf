package io.drinkd.appliance.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.credential.Credentials;
import io.drinkd.appliance.credential.PresentedToken;
import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.TestBooks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a login may still write down when the member's password changes at the same time. */
class SessionEndingsTest {

  @TempDir Path data;
  private final Clock clock = Clock.systemUTC();
  private final MemberRegister register = new MemberRegister();
  private Store store;
  private Credentials credentials;
  private MemberStore members;
  private MemberRecord bob;

  @BeforeEach
  void open() {
    store = TestBooks.open(data);
    credentials = new Credentials(store, clock);
    Ledger ledger = new Ledger(store, clock);
    AuditLog audit = new AuditLog(store, clock);
    members = new MemberStore(store, ledger, audit, clock, 0, register, credentials);
    NewMember wanted = new NewMember("bob", Optional.empty(), false, 0, List.of());
    bob = members.add(wanted, Optional.of("hash"), "test").join();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private CompletableFuture<String> makeToken(long since) {
    return store.write(
        tx -> {
          members.requireSession(tx, bob, since);
          Duration life = Duration.ofDays(1);
          return credentials.tokens().make(tx, bob.id(), "x", Scope.READ, life).secret();
        });
  }

  private static void assertTooLate(CompletableFuture<String> token) {
    assertThatThrownBy(token::join)
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NOT_LOGGED_IN));
  }

  /** All that comes meanwhile is one commit. */
  private CountDownLatch pauseWriting() {
    CountDownLatch resume = new CountDownLatch(1);
    store.write(tx -> awaited(resume));
    return resume;
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatComesInTheSameCommitBehindTheNewPasswordIsTooLate() {
    long since = register.sessionTime();
    CountDownLatch resume = pauseWriting();
    CompletableFuture<String> before = makeToken(since);
    CompletableFuture<Void> changed =
        members.changePassword(bob, "another", Optional.empty(), "test");
    CompletableFuture<String> behind = makeToken(since);
    resume.countDown();

    changed.join();
    assertTooLate(behind);
    assertThat(credentials.tokens().find(new PresentedToken(before.join())).join())
        .as("one before it ends with it")
        .isEmpty();
    assertTooLate(makeToken(since));
    assertThat(makeToken(register.sessionTime()).join()).startsWith("drinkd_");
  }

  @Test
  void endingsFromBeforeARestartAreKnownAfterIt() {
    members.endSessions(bob).join();
    MemberRegister restarted = new MemberRegister();
    store.readNow(restarted::readAll);

    assertThat(restarted.knowsEndings(bob.id(), 1)).isTrue();
    assertThat(restarted.isSession(bob.id(), restarted.sessionTime())).isTrue();
  }
}
