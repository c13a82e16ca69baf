package io.drinkd.appliance.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.TestBooks;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody whom the directory knows and the books do not, on a real store. */
class FirstLoginTest {

  @TempDir Path data;
  private Store store;
  private Members members;

  @BeforeEach
  void open() {
    store = TestBooks.open(data);
    Clock clock = Clock.systemUTC();
    Ledger ledger = new Ledger(store, clock);
    AuditLog audit = new AuditLog(store, clock);
    members =
        new Members(
            store, ledger, audit, clock, TestSettings.MEMBERS, Optional.of(new Everybody()));
  }

  @AfterEach
  void close() {
    members.close();
    store.close();
  }

  /** Knows whoever logs in, by any password. */
  private static final class Everybody implements Directory {

    private static CompletableFuture<Optional<Person>> person(String name) {
      return CompletableFuture.completedFuture(Optional.of(new Person(name, Optional.empty())));
    }

    @Override
    public CompletableFuture<Optional<Person>> find(String name) {
      return person(name);
    }

    @Override
    public CompletableFuture<Optional<Person>> authenticate(String name, String password) {
      return person(name);
    }

    @Override
    public CompletableFuture<Optional<Person>> findByIbutton(String id) {
      return person(id);
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

  private Throwable failure(String name) {
    return catchThrowable(members.authenticate(name, "any")::join).getCause();
  }

  @Test
  void makesAMember() {
    assertThat(members.authenticate("bob", "any").join()).isEqualTo(members.find("bob"));
    assertThat(members.find("bob")).isPresent();
  }

  @Test
  void namesThatDifferInCaseOrBlanksAreOneMember() {
    MemberRecord bob = members.authenticate("bob", "any").join().orElseThrow();
    for (String spelled : List.of("Bob", " bob", "bob ", "BOB")) {
      assertThat(members.authenticate(spelled, "any").join()).contains(bob);
      assertThat(members.authenticateByIbutton(spelled).join()).contains(bob);
    }
    assertThat(members.all()).containsExactly(bob);
    MemberRecord jurgen = members.authenticate(" Ju\u0308rgen", "any").join().orElseThrow();
    assertThat(jurgen.name()).isEqualTo("J\u00fcrgen");
  }

  @Test
  void aLocalMemberLogsInByTheBooksAlone() {
    NewMember wanted = new NewMember("watch", Optional.of("secret"), true, true, 0, List.of());
    MemberRecord watch = members.add(wanted, "test").join();

    assertThat(members.authenticate("watch", "secret").join()).contains(watch);
    assertThat(members.authenticate("watch", "any").join()).isEmpty();
    assertThat(members.authenticate("Watch", "any").join()).isEmpty();
    assertThat(catchThrowable(members.authenticateByIbutton("WATCH")::join).getCause())
        .hasMessage(
            "the directory's WATCH cannot be a member: there is a local member watch; rename the"
                + " entry");
  }

  @Test
  void saysWhoCannotBeAMember() {
    assertThat(failure("bob\u001b smith"))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "the directory's bob? smith cannot be a member: "
                + MemberRules.NAME_RULE
                + "; found bob? smith");
  }

  @Test
  void doesNotHideThatTheBooksCannotBeWritten() {
    TestBooks.forbid(data, "member");

    assertThat(failure("bob")).isInstanceOf(StoreException.class).hasMessageContaining("no room");
  }
}
