package io.drinkd.appliance.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.credential.PresentedToken;
import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.TestBooks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a member's logins when the directory says something else, on a real store. */
class ReviewedMembersTest {

  @TempDir Path data;
  private final ChangingDirectory directory = new ChangingDirectory();
  private Store store;
  private Members members;
  private MemberRecord bob;
  private long since;
  private String token;

  @BeforeEach
  void open() {
    store = TestBooks.open(data);
    Clock clock = Clock.systemUTC();
    AuditLog audit = new AuditLog(store, clock);
    Ledger ledger = new Ledger(store, clock);
    members =
        new Members(store, ledger, audit, clock, TestSettings.MEMBERS, Optional.of(directory));
    bob = members.authenticate("bob", "any").join().orElseThrow();
    since = members.sessionTime();
    token = makeToken();
  }

  @AfterEach
  void close() {
    members.close();
    store.close();
  }

  private String makeToken() {
    return store.writeNow(
        tx -> {
          members.requireSession(tx, bob, since);
          return members
              .credentials()
              .tokens()
              .make(tx, bob.id(), "laptop", Scope.MEMBER, Duration.ofDays(1))
              .secret();
        });
  }

  private boolean hasToken() {
    return members.credentials().tokens().find(new PresentedToken(token)).join().isPresent();
  }

  /** As when the disk is full: until it is resumed, no ending can be written. */
  private void refuseEndings() {
    TestBooks.forbid(data, "member");
  }

  /** What it says can be changed. */
  private static final class ChangingDirectory implements Directory {
    Optional<Person> bob = Optional.of(new Person("bob", Optional.of(true)));

    @Override
    public CompletableFuture<Optional<Person>> find(String name) {
      return CompletableFuture.completedFuture(bob);
    }

    @Override
    public CompletableFuture<Optional<Person>> authenticate(String name, String password) {
      return find(name);
    }

    @Override
    public CompletableFuture<Optional<Person>> findByIbutton(String id) {
      return find(id);
    }

    @Override
    public CompletableFuture<Void> check() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
      // It has nothing open.
    }
  }

  @Test
  void whoIsKnownStaysLoggedIn() {
    members.readAgain(bob).join();

    assertThat(members.isSession(bob.id(), since)).isTrue();
    assertThat(hasToken()).isTrue();
  }

  @Test
  void whoIsKnownNoMoreIsLoggedOutAlsoIfThatCannotBeWrittenAtFirst() {
    directory.bob = Optional.empty();
    refuseEndings();
    assertThatThrownBy(members.readAgain(bob)::join).hasMessageContaining("no room");
    assertThat(members.isSession(bob.id(), since)).isFalse();
    assertThat(hasToken()).isTrue();
    assertThat(members.fromDirectory()).as("asked for again").containsExactly(bob);

    TestBooks.allow(data, "member");
    members.readAgain(bob).join();
    assertThat(hasToken()).isFalse();
    assertThat(members.fromDirectory()).isEmpty();
  }

  @Test
  void whoIsNoAdminAnyMoreIsLoggedOutAlsoIfThatCannotBeWrittenAtFirst() {
    directory.bob = Optional.of(new Directory.Person("bob", Optional.of(false)));
    refuseEndings();
    assertThatThrownBy(members.readAgain(bob)::join).hasMessageContaining("no room");
    assertThat(members.find("bob").orElseThrow().admin()).as("still to be unmade").isTrue();

    TestBooks.allow(data, "member");
    members.readAgain(members.find("bob").orElseThrow()).join();
    assertThat(hasToken()).isFalse();
    assertThat(members.find("bob").orElseThrow().admin()).isFalse();
  }
}
