package io.drinkd.appliance.member;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.credential.Credentials;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventSink;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.MemberStore.KnownPassword;
import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * All members: who someone is, and what becomes of memberships. Looking one up is answered from
 * memory, which follows each commit; passwords and iButtons are looked up in the books, at a login.
 * Nothing about money is here.
 */
public final class Members implements AutoCloseable {

  /** How the books name a provider of logins as the one who did something. */
  private static final String PROVIDER = "login-provider";

  private final Store store;
  private final Ledger ledger;
  private final Optional<DirectoryMembers> directory;
  private final PasswordHasher hasher;
  private final MemberRegister register = new MemberRegister();
  private final Credentials credentials;
  private final MemberStore memberStore;
  private final IbuttonStore ibuttonStore;
  private final Departures departures;
  private final MemberImport importing;

  private volatile Function<MemberRecord, CompletableFuture<Void>> sessionsEnded =
      member -> CompletableFuture.completedFuture(null);

  /**
   * Reads all members into memory.
   *
   * @param settings of members; what is said in them of a directory is not looked at
   * @param directory knows passwords and iButtons in place of the books; members are added when
   *     they first log in
   */
  public Members(
      Store store,
      Ledger ledger,
      AuditLog audit,
      Clock clock,
      MemberSettings settings,
      Optional<Directory> directory) {
    this.store = store;
    this.ledger = ledger;
    hasher = new PasswordHasher(settings.passwordCost());
    credentials = new Credentials(store, clock);
    memberStore =
        new MemberStore(store, ledger, audit, clock, settings.floor(), register, credentials);
    this.directory =
        directory.map(
            one ->
                new DirectoryMembers(
                    one, register, memberStore, member -> sessionsEnded.apply(member)));
    ibuttonStore = new IbuttonStore(store, audit);
    departures = new Departures(store, ledger, audit, clock, register, credentials);
    importing = new MemberImport(store, memberStore, hasher);
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
    return ibuttonStore.all();
  }

  /** The iButtons and cards of one member; from the books. */
  public CompletableFuture<List<String>> ibuttons(MemberRecord member) {
    return ibuttonStore.of(member);
  }

  /** What members are known by beside their passwords. */
  public Credentials credentials() {
    return credentials;
  }

  /** From now on {@code sink} gets what members have, once it is on disk. */
  public void listen(EventSink sink) {
    ledger.listen(
        (account, balance, number) ->
            register
                .ofAccount(account)
                .map(member -> new Event.CreditsChanged(member.id(), balance.available()))
                .ifPresent(event -> sink.written(event, number)));
  }

  /** What memory knows of members, for books that several processes have. */
  public List<Followed<?>> followed() {
    return List.of(register.members(), register.endings(), credentials.followed());
  }

  /**
   * From now on {@code listener} is run when any login is over: by a password, a token, or a
   * session of the pages. It is run on any thread, and must not block.
   */
  public void listenToEndedLogins(Runnable listener) {
    register.listenToEnded(listener);
    credentials.listenToEnded(listener);
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
   *
   * @param password of at most {@link MemberRules#PASSWORD_LENGTH_MAX} characters
   */
  public CompletableFuture<Optional<MemberRecord>> authenticate(String name, String password) {
    if (directory.isPresent() && register.findAlike(name).filter(MemberRecord::local).isEmpty()) {
      return directory.get().authenticate(name, password);
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
      return ibuttonStore.ownerOf(id).thenApply(owner -> owner.flatMap(this::find));
    }
    return directory.get().authenticateByIbutton(id);
  }

  /**
   * A member is logged in by a token or a session: a directory, where there is one, was not asked,
   * so it is with its next review.
   */
  public void reviewed(MemberRecord member) {
    directory.filter(one -> !member.local()).ifPresent(one -> one.reviewed(member));
  }

  /**
   * Notes what a provider of logins says about a member for whom it vouches.
   *
   * @param admin whether the member is an admin; empty if it does not say
   * @return the member as changed, once on disk; empty if there is none
   */
  public CompletableFuture<Optional<MemberRecord>> vouchedFor(
      Optional<MemberRecord> member, Optional<Boolean> admin) {
    if (member.isEmpty() || admin.orElse(member.get().admin()) == member.get().admin()) {
      return CompletableFuture.completedFuture(member);
    }
    return memberStore.setAdmin(member.get(), admin.get(), PROVIDER).thenApply(Optional::of);
  }

  /** The members whom the directory has let in since the start, and nothing else was known of. */
  List<MemberRecord> fromDirectory() {
    return directory.orElseThrow().letIn();
  }

  /** See {@link DirectoryMembers#readAgain}. */
  CompletableFuture<Void> readAgain(MemberRecord member) {
    return directory.orElseThrow().readAgain(member);
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

  /** Adds many members at once. */
  public MemberImport importing() {
    return importing;
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
   * Notes whether others may learn how much a member drinks.
   *
   * @return the member as changed, once on disk; fails with {@link Refusal#NO_SUCH_MEMBER} if the
   *     account has been closed meanwhile
   */
  public CompletableFuture<MemberRecord> setPublic(MemberRecord member, boolean isPublic) {
    return memberStore.setPublic(member, isPublic);
  }

  /**
   * Gives a member another name. Credits, iButtons, history, open drops and sessions stay the
   * member's.
   *
   * @param actor who does it
   * @return the member as renamed, once on disk; fails with {@link Refusal#NAME_TAKEN} if another
   *     member's name cannot be told apart from that
   * @throws RefusedException {@link Refusal#INVALID_NAME}
   */
  public CompletableFuture<MemberRecord> rename(MemberRecord member, String name, String actor) {
    MemberRules.requireName(name);
    return memberStore.rename(member, MemberRules.composed(name), actor);
  }

  /**
   * Gives a member a further iButton or card.
   *
   * @param actor who does it
   * @return fails with {@link Refusal#IBUTTON_TAKEN} if a member has it
   * @throws RefusedException {@link Refusal#INVALID_IBUTTON}
   */
  public CompletableFuture<Void> addIbutton(MemberRecord member, String id, String actor) {
    MemberRules.requireIbutton(id);
    return ibuttonStore.add(member, id, actor);
  }

  /**
   * Takes an iButton or card from a member.
   *
   * @param actor who does it
   * @return fails with {@link Refusal#NO_SUCH_IBUTTON} if the member has no such one
   */
  public CompletableFuture<Void> removeIbutton(MemberRecord member, String id, String actor) {
    return ibuttonStore.remove(member, id, actor);
  }

  /**
   * Gives a member another password, and ends the member's sessions, see {@link
   * #listenToEndedSessions}, and tokens.
   *
   * @param but the hash by which the token or session of the pages is known that stays
   * @param actor who does it
   * @return fails with {@link Refusal#INVALID_PASSWORD}, or with {@link Refusal#NO_SUCH_MEMBER} if
   *     the account has been closed meanwhile
   */
  public CompletableFuture<Void> changePassword(
      MemberRecord member, String password, Optional<String> but, String actor) {
    // Clients of all ages hear first that the books are not ready, whatever the password is.
    return memberStore
        .current(member)
        .thenCompose(
            current -> {
              MemberRules.requirePassword(password);
              return hasher.hash(password);
            })
        .thenCompose(hash -> memberStore.changePassword(member, hash, but, actor))
        .thenCompose(changed -> sessionsEnded.apply(member));
  }

  /** Closes accounts. */
  public Departures departures() {
    return departures;
  }

  /**
   * Finds out in a transaction that a member is still one.
   *
   * @throws RefusedException if the account has been closed meanwhile
   */
  public void requireOpen(Transaction tx, MemberRecord member) throws SQLException {
    MemberStore.read(tx, member);
  }

  /**
   * Finds out in a transaction that a session of a member is not over: neither is it known to be,
   * nor do the books have an ending of it that was written just now and nobody knows of yet.
   *
   * @param sessionTime when it began, see {@link #sessionTime}
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}
   */
  public void requireSession(Transaction tx, MemberRecord member, long sessionTime)
      throws SQLException {
    memberStore.requireSession(tx, member, sessionTime);
  }

  /**
   * Refuses whatever rests on what memory knows of members and their credits, while the books
   * cannot be read: they may have changed.
   *
   * @throws RefusedException {@link Refusal#NOT_READY}
   */
  public void requireCurrent() {
    if (store.away().isPresent()) {
      throw new RefusedException(Refusal.NOT_READY, "the books cannot be used now");
    }
  }

  /** Whether passwords can be checked now. */
  public boolean isReady() {
    return hasher.isReady();
  }

  /** Completes if the directory, where there is one, can be asked now. */
  public CompletableFuture<Void> checkDirectory() {
    return directory
        .map(DirectoryMembers::check)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** Ends the threads that hash passwords. */
  @Override
  public void close() {
    hasher.close();
  }
}
