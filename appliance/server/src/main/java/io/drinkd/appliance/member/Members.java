package io.drinkd.appliance.member;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.Directory.Person;
import io.drinkd.appliance.member.MemberStore.KnownPassword;
import io.drinkd.appliance.store.StageFailure;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All members: who someone is, and what becomes of memberships. Looking one up is answered from
 * memory, which follows each commit; passwords and iButtons are looked up in the books, at a login.
 * Nothing about money is here.
 */
public final class Members implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Members.class);
  private static final String DIRECTORY = "directory";

  private final Ledger ledger;
  private final Optional<Directory> directory;
  private final PasswordHasher hasher = new PasswordHasher();
  private final MemberRegister register = new MemberRegister();
  private final MemberStore memberStore;

  private volatile Function<MemberRecord, CompletableFuture<Void>> sessionsEnded =
      member -> CompletableFuture.completedFuture(null);

  /** Their numbers. */
  private final Set<Long> fromDirectory = ConcurrentHashMap.newKeySet();

  /**
   * Reads all members into memory.
   *
   * @param floor what the available credits of members added from now on never go below
   * @param directory knows passwords and iButtons in place of the books; members are added when
   *     they first log in
   */
  public Members(
      Store store,
      Ledger ledger,
      AuditLog audit,
      Clock clock,
      long floor,
      Optional<Directory> directory) {
    this.directory = directory;
    this.ledger = ledger;
    memberStore = new MemberStore(store, ledger, audit, clock, floor, register);
    store.readNow(register::readAll);
  }

  /** The member of that name, exact case. */
  public Optional<MemberRecord> find(String name) {
    return register.find(name);
  }

  /** The member whose name differs from that in case or the like, or not at all. */
  public Optional<MemberRecord> findAlike(String name) {
    return register.findAlike(name);
  }

  /** The member of that number, as the member is now. */
  public Optional<MemberRecord> find(long id) {
    return register.find(id);
  }

  /** All members, by name. */
  public List<MemberRecord> all() {
    return register.all();
  }

  /** All iButtons and cards, by the numbers of the members whose they are; from the books. */
  public CompletableFuture<Map<Long, List<String>>> ibuttons() {
    return memberStore.ibuttons();
  }

  /** From now on {@code listener} gets what members have, once it is on disk. */
  public void listen(Consumer<Event> listener) {
    ledger.listen(
        (account, balance) ->
            register
                .ofAccount(account)
                .map(member -> new Event.CreditsChanged(member.id(), balance.available()))
                .ifPresent(listener));
  }

  /**
   * From now on {@code listener} gets each member whose sessions have been ended, for it is not
   * known any more that it was the member who used them. Whoever ended them waits for what it
   * returns. It is called on any thread, and must not block.
   */
  public void listenToEndedSessions(Function<MemberRecord, CompletableFuture<Void>> listener) {
    sessionsEnded = listener;
  }

  /**
   * The member of that name, if the password is right. Takes as long for a name that nobody has.
   * The future completes on a thread of the password pool, and fails if logins cannot be checked
   * now. With a directory the books know the passwords of local members alone.
   */
  public CompletableFuture<Optional<MemberRecord>> authenticate(String name, String password) {
    if (password.length() > MemberRules.PASSWORD_LENGTH_MAX) {
      return authenticate(name, "");
    }
    if (directory.isPresent() && register.findAlike(name).filter(MemberRecord::local).isEmpty()) {
      return directory.get().authenticate(name, password).thenCompose(this::known);
    }
    return memberStore
        .password(name)
        .thenCompose(
            known ->
                hasher
                    .matches(password, known.flatMap(KnownPassword::hash))
                    .thenApply(right -> known.filter(one -> right)))
        .thenApply(known -> known.flatMap(one -> find(one.member())));
  }

  /**
   * The member to whom an iButton or card belongs, as whoever knows that says now. Fails as {@link
   * #authenticate} does.
   */
  public CompletableFuture<Optional<MemberRecord>> authenticateByIbutton(String id) {
    if (directory.isEmpty()) {
      return memberStore.ownerOf(id).thenApply(owner -> owner.flatMap(this::find));
    }
    return directory.get().findByIbutton(id).thenCompose(this::known);
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
      return add(joining, DIRECTORY)
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
    fromDirectory.add(member.id());
    return member;
  }

  /** The members whom the directory has let in since the start, and nothing else was known of. */
  List<MemberRecord> fromDirectory() {
    return fromDirectory.stream().map(this::find).flatMap(Optional::stream).toList();
  }

  /**
   * Asks the directory for a member again, and ends the member's sessions if there is no such entry
   * any more, if it is locked, or if the member is no admin any more. Fails if it cannot be asked.
   */
  CompletableFuture<Void> readAgain(MemberRecord member) {
    return directory
        .orElseThrow()
        .find(member.name())
        .thenCompose(
            person -> {
              if (person.isEmpty()) {
                fromDirectory.remove(member.id());
                return endSessions(
                    member, "the directory has no such entry any more, or it is locked");
              }
              return asAdminAs(person.get(), member)
                  .thenCompose(
                      now ->
                          member.admin() && !now.admin()
                              ? endSessions(member, "no admin any more, as the directory says")
                              : CompletableFuture.completedFuture(null));
            });
  }

  private CompletableFuture<Void> endSessions(MemberRecord member, String why) {
    register.endSessions(member.id());
    LOG.info("sessions of {} ended: {}", member.name(), why);
    return sessionsEnded.apply(member);
  }

  /** The moment to remember when a login begins, see {@link #isSession}. */
  public long sessionTime() {
    return register.sessionTime();
  }

  /**
   * Whether a session of a member is not over: a new password ends all that began before, and so
   * does a directory that knows the member no more.
   *
   * @param sessionTime when it began, see {@link #sessionTime}
   */
  public boolean isSession(long member, long sessionTime) {
    return register.isSession(member, sessionTime);
  }

  private CompletableFuture<MemberRecord> asAdminAs(Person person, MemberRecord member) {
    if (person.admin().orElse(member.admin()) == member.admin()) {
      return CompletableFuture.completedFuture(member);
    }
    return memberStore.setAdmin(member, person.admin().get(), DIRECTORY);
  }

  /**
   * Adds a member, with an account and the credits granted at once, all or nothing.
   *
   * @param actor who does it
   * @return the member, once on disk
   * @throws RefusedException if there cannot be such a member; the future fails with it too
   */
  public CompletableFuture<MemberRecord> add(NewMember wanted, String actor) {
    MemberRules.requireValid(wanted);
    CompletableFuture<Optional<String>> hash =
        wanted
            .password()
            .map(password -> hasher.hash(password).thenApply(Optional::of))
            .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    return hash.thenCompose(hashed -> memberStore.add(wanted, hashed, actor));
  }

  /**
   * Changes a member, all or nothing.
   *
   * @param actor who does it
   * @return the member as changed, once on disk; fails with a {@link RefusedException} if the
   *     credits would be below the floor, or the member is gone, or the only admin and would be
   *     none
   */
  public CompletableFuture<MemberRecord> edit(MemberRecord member, MemberEdit edit, String actor) {
    return memberStore.edit(member, edit, actor);
  }

  /**
   * Gives a member another password, and ends the member's sessions, see {@link
   * #listenToEndedSessions}.
   *
   * @param actor who does it
   * @throws RefusedException {@link Refusal#INVALID_PASSWORD}; the future fails with {@link
   *     Refusal#NO_SUCH_MEMBER} if the account has been closed meanwhile
   */
  public CompletableFuture<Void> changePassword(
      MemberRecord member, String password, String actor) {
    MemberRules.requirePassword(password);
    return hasher
        .hash(password)
        .thenCompose(hash -> memberStore.changePassword(member, hash, actor))
        .thenCompose(changed -> sessionsEnded.apply(member));
  }

  /**
   * Closes a member's account. The name and the iButtons are free again; the books keep what was.
   *
   * @param actor who does it
   * @return fails with a {@link RefusedException} if there are credits or holds, or nobody else is
   *     an admin
   */
  public CompletableFuture<Void> close(MemberRecord member, String actor) {
    return memberStore.close(member, actor);
  }

  /**
   * Finds out in a transaction that a member is still one.
   *
   * @throws RefusedException if the account has been closed meanwhile
   */
  public void requireOpen(Transaction tx, MemberRecord member) throws SQLException {
    MemberStore.read(tx, member);
  }

  /** Whether passwords can be checked now. */
  public boolean isReady() {
    return hasher.isReady();
  }

  /** Completes if the directory, where there is one, can be asked now. */
  public CompletableFuture<Void> checkDirectory() {
    return directory.map(Directory::check).orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** Ends the threads that hash passwords. */
  @Override
  public void close() {
    hasher.close();
  }
}
