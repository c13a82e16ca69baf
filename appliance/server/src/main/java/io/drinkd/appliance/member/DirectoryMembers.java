package io.drinkd.appliance.member;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.Directory.Person;
import io.drinkd.appliance.store.StageFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members whom a directory knows. It says who someone is; they become members when they first
 * log in, and what it says about them is noted. May be used on any thread.
 */
final class DirectoryMembers {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryMembers.class);
  private static final String DIRECTORY = "directory";

  private final Directory directory;
  private final MemberRegister register;
  private final MemberStore memberStore;
  private final Function<MemberRecord, CompletableFuture<Void>> sessionsEnded;

  /** The numbers of those whom it has let in. */
  private final Set<Long> letIn = ConcurrentHashMap.newKeySet();

  /**
   * @param register knows the members, and follows what the directory says about them
   * @param sessionsEnded called with each member whose sessions have been ended
   */
  DirectoryMembers(
      Directory directory,
      MemberRegister register,
      MemberStore memberStore,
      Function<MemberRecord, CompletableFuture<Void>> sessionsEnded) {
    this.directory = directory;
    this.register = register;
    this.memberStore = memberStore;
    this.sessionsEnded = sessionsEnded;
  }

  /** The member of that name, if the password is right there. */
  CompletableFuture<Optional<MemberRecord>> authenticate(String name, String password) {
    return directory.authenticate(name, password).thenCompose(this::known);
  }

  /** The member to whom an iButton or card belongs there. */
  CompletableFuture<Optional<MemberRecord>> authenticateByIbutton(String id) {
    return directory.findByIbutton(id).thenCompose(this::known);
  }

  /** Completes if the directory can be asked now. */
  CompletableFuture<Void> check() {
    return directory.check();
  }

  /** The member who is that person; made one at the first login. */
  private CompletableFuture<Optional<MemberRecord>> known(Optional<Person> found) {
    if (found.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Person person = found.get();
    Optional<MemberRecord> member = register.findAlike(person.name());
    if (member.isPresent()) {
      return member(person, member.get()).thenApply(Optional::of);
    }
    boolean admin = person.admin().orElse(false);
    String name = person.name().strip();
    NewMember joining = new NewMember(name, Optional.empty(), admin, 0, List.of());
    try {
      MemberRules.requireValid(joining);
      return memberStore
          .add(joining, Optional.empty(), DIRECTORY)
          .exceptionallyCompose(failure -> joined(person, StageFailure.cause(failure)))
          .thenApply(this::fromDirectory)
          .thenApply(Optional::of);
    } catch (RefusedException e) {
      return joined(person, e).thenApply(Optional::of);
    }
  }

  /** Two first logins at once make one member. */
  private CompletableFuture<MemberRecord> joined(Person person, Throwable cause) {
    Optional<MemberRecord> member = register.findAlike(person.name());
    if (member.isPresent()) {
      return member(person, member.get());
    }
    return CompletableFuture.failedFuture(
        cause instanceof RefusedException ? notAMember(person, cause.getMessage()) : cause);
  }

  private CompletableFuture<MemberRecord> member(Person person, MemberRecord member) {
    if (member.local()) {
      // Whoever runs the directory must not become the emergency admin by an entry of that name.
      return CompletableFuture.failedFuture(
          notAMember(person, "there is a local member " + member.name() + "; rename the entry"));
    }
    return asAdminAs(person, member).thenApply(this::fromDirectory);
  }

  private static RefusedException notAMember(Person person, String why) {
    return new RefusedException(
        Refusal.NOT_READY,
        "the directory's " + Printable.text(person.name()) + " cannot be a member: " + why);
  }

  private MemberRecord fromDirectory(MemberRecord member) {
    letIn.add(member.id());
    return member;
  }

  /** The member is logged in without asking the directory, which is asked with the next review. */
  void reviewed(MemberRecord member) {
    letIn.add(member.id());
  }

  /** Those whom the directory has let in since the start, and nothing else was known of. */
  List<MemberRecord> letIn() {
    return letIn.stream().map(register::find).flatMap(Optional::stream).toList();
  }

  /**
   * Asks the directory for a member again, and ends the member's sessions if there is no such entry
   * any more, if it is locked, or if the member is no admin any more. Fails if it cannot be asked,
   * or if that cannot be written; then the next call does it.
   */
  CompletableFuture<Void> readAgain(MemberRecord member) {
    return directory
        .find(member.name())
        .thenCompose(
            person -> person.isPresent() ? readAgain(member, person.get()) : noSuchEntry(member));
  }

  private CompletableFuture<Void> noSuchEntry(MemberRecord member) {
    return endSessions(member, "the directory has no such entry any more, or it is locked")
        .thenRun(() -> letIn.remove(member.id()));
  }

  private CompletableFuture<Void> readAgain(MemberRecord member, Person person) {
    boolean unmade = member.admin() && !person.admin().orElse(true);
    // Before the member is unmade: afterwards it would not show that sessions are still to be
    // ended.
    return (unmade
            ? endSessions(member, "no admin any more, as the directory says")
            : CompletableFuture.<Void>completedFuture(null))
        .thenCompose(ended -> asAdminAs(person, member))
        .thenAccept(now -> {});
  }

  private CompletableFuture<Void> endSessions(MemberRecord member, String why) {
    return memberStore
        .endSessions(member)
        .thenCompose(
            done -> {
              LOG.info("sessions of {} ended: {}", member.name(), why);
              return sessionsEnded.apply(member);
            });
  }

  private CompletableFuture<MemberRecord> asAdminAs(Person person, MemberRecord member) {
    if (person.admin().orElse(member.admin()) == member.admin()) {
      return CompletableFuture.completedFuture(member);
    }
    return memberStore.setAdmin(member, person.admin().get(), DIRECTORY);
  }
}
