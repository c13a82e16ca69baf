package io.drinkd.appliance.member;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.event.Happening;
import io.drinkd.appliance.ledger.InsufficientCreditsException;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.Directory.Person;
import io.drinkd.appliance.member.MemberException.Kind;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * All members. Looking one up is answered from memory, which follows each commit; so is nothing
 * about money.
 */
public final class Members implements AutoCloseable {

  private static final String DIRECTORY = "directory";

  private final Store store;
  private final Ledger ledger;
  private final AuditLog audit;
  private final Clock clock;
  private final long floor;
  private final Optional<Directory> directory;
  private final PasswordHasher hasher = new PasswordHasher();
  private final Map<String, Login> byName = new ConcurrentHashMap<>();
  private final Map<String, Long> byIbutton = new ConcurrentHashMap<>();
  private final Map<Long, String> nameById = new ConcurrentHashMap<>();
  private final Map<Long, Long> idByAccount = new ConcurrentHashMap<>();

  private record Login(Member member, Optional<String> passwordHash) {}

  /**
   * Reads all members into memory.
   *
   * @param floor what the available credits of members added from now on never go below
   */
  public Members(Store store, Ledger ledger, Clock clock, long floor) {
    this(store, ledger, clock, floor, Optional.empty());
  }

  /**
   * The same with a directory that knows passwords and iButtons in place of the books; members are
   * added when they first log in. It is closed with this.
   */
  public Members(
      Store store, Ledger ledger, Clock clock, long floor, Optional<Directory> directory) {
    this.directory = directory;
    this.floor = floor;
    this.store = store;
    this.ledger = ledger;
    this.audit = new AuditLog(store, clock);
    this.clock = clock;
    store.readNow(this::readAll);
  }

  private Void readAll(Transaction tx) throws SQLException {
    tx.list(
            """
            SELECT id, name, admin, account, password_hash FROM member
            WHERE closed_at IS NULL\
            """,
            row ->
                new Login(
                    new Member(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getBoolean("admin"),
                        row.getLong("account")),
                    Optional.ofNullable(row.getString("password_hash"))))
        .forEach(this::remember);
    tx.list(
        "SELECT id, member FROM ibutton", row -> byIbutton.put(row.getString(1), row.getLong(2)));
    return null;
  }

  private void remember(Login login) {
    byName.put(login.member.name(), login);
    nameById.put(login.member.id(), login.member.name());
    idByAccount.put(login.member.account(), login.member.id());
  }

  /** The member of that name, exact case. */
  public Optional<Member> find(String name) {
    return Optional.ofNullable(byName.get(name)).map(Login::member);
  }

  /** The member of that number, as the member is now. */
  public Optional<Member> find(long id) {
    return Optional.ofNullable(nameById.get(id)).flatMap(this::find);
  }

  /** The member to whom an iButton or card belongs; the id's case does not matter. */
  public Optional<Member> findByIbutton(String id) {
    return Optional.ofNullable(byIbutton.get(id.toLowerCase(Locale.ROOT))).flatMap(this::find);
  }

  /** From now on {@code listener} hears what members have, once it is on disk. */
  public void listen(Consumer<Happening> listener) {
    ledger.listen(
        (account, balance) ->
            Optional.ofNullable(idByAccount.get(account))
                .map(id -> new Happening.CreditsChanged(id, balance.available()))
                .ifPresent(listener));
  }

  /** All members, by name. */
  public List<Member> all() {
    return byName.values().stream()
        .map(Login::member)
        .sorted(Comparator.comparing(Member::name))
        .toList();
  }

  /** The iButtons and cards of a member. */
  public List<String> ibuttons(Member member) {
    return byIbutton.entrySet().stream()
        .filter(entry -> entry.getValue() == member.id())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /**
   * The member of that name, if the password is right. Takes as long for a name that nobody has.
   * The future completes on a thread of the password pool, and fails if logins cannot be checked
   * now.
   */
  public CompletableFuture<Optional<Member>> authenticate(String name, String password) {
    if (password.length() > MemberRules.PASSWORD_LENGTH_MAX) {
      return authenticate(name, "");
    }
    if (directory.isPresent()) {
      return directory.get().authenticate(name, password).thenCompose(this::known);
    }
    Optional<Login> login = Optional.ofNullable(byName.get(name));
    return hasher
        .matches(password, login.flatMap(Login::passwordHash))
        .thenApply(right -> right ? find(name) : Optional.empty());
  }

  /**
   * The member to whom an iButton or card belongs, as whoever knows that says now. Fails as {@link
   * #authenticate} does.
   */
  public CompletableFuture<Optional<Member>> authenticateByIbutton(String id) {
    if (directory.isEmpty()) {
      return CompletableFuture.completedFuture(findByIbutton(id));
    }
    return directory.get().findByIbutton(id).thenCompose(this::known);
  }

  /** The member who is that person; made one at the first login. */
  private CompletableFuture<Optional<Member>> known(Optional<Person> found) {
    if (found.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Person person = found.get();
    Optional<Member> member = find(person.name());
    if (member.isPresent()) {
      return asAdminAs(person, member.get()).thenApply(Optional::of);
    }
    boolean admin = person.admin().orElse(false);
    NewMember joining = new NewMember(person.name(), Optional.empty(), admin, 0, List.of());
    return add(joining, DIRECTORY).handle((added, failure) -> joined(person, failure));
  }

  /** Two first logins at once make one member. */
  private Optional<Member> joined(Person person, Throwable failure) {
    Optional<Member> member = find(person.name());
    if (member.isEmpty()) {
      throw new LoginUnavailableException(
          "the directory's " + person.name() + " cannot be a member: " + failure.getMessage());
    }
    return member;
  }

  private CompletableFuture<Member> asAdminAs(Person person, Member member) {
    if (person.admin().orElse(member.admin()) == member.admin()) {
      return CompletableFuture.completedFuture(member);
    }
    MemberEdit edit = new MemberEdit(OptionalLong.empty(), OptionalLong.empty(), person.admin());
    return edit(member, edit, DIRECTORY);
  }

  /**
   * Adds a member, with an account and the credits granted at once, all or nothing.
   *
   * @param actor who does it
   * @return the member, once on disk; fails with a {@link MemberException}
   */
  public CompletableFuture<Member> add(NewMember wanted, String actor) {
    try {
      MemberRules.requireValid(wanted);
    } catch (MemberException e) {
      return CompletableFuture.failedFuture(e);
    }
    CompletableFuture<Optional<String>> hash =
        wanted
            .password()
            .map(password -> hasher.hash(password).thenApply(Optional::of))
            .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    return hash.thenCompose(hashed -> store.write(tx -> add(tx, wanted, hashed, actor)));
  }

  private Member add(Transaction tx, NewMember wanted, Optional<String> hash, String actor)
      throws SQLException {
    requireFree(tx, wanted);
    long account = ledger.open(tx, "member:" + wanted.name(), floor);
    long id =
        tx.insert(
            """
            INSERT INTO member (name, password_hash, admin, account, created_at)
            VALUES (?, ?, ?, ?, ?)\
            """,
            wanted.name(),
            hash.orElse(null),
            wanted.admin(),
            account,
            clock.millis());
    List<String> ibuttons = new ArrayList<>();
    for (String ibutton : wanted.ibuttons()) {
      ibuttons.add(ibutton.toLowerCase(Locale.ROOT));
      tx.update(
          "INSERT INTO ibutton (id, member) VALUES (?, ?)", ibutton.toLowerCase(Locale.ROOT), id);
    }
    if (wanted.credits() > 0) {
      ledger.transfer(tx, Ledger.TREASURY, account, wanted.credits(), actor, "first credits");
    }
    Member member = new Member(id, wanted.name(), wanted.admin(), account);
    audit.record(tx, actor, "added " + member.actor(), "", wanted.credits() + " credits");
    tx.afterCommit(
        () -> {
          remember(new Login(member, hash));
          ibuttons.forEach(ibutton -> byIbutton.put(ibutton, id));
        });
    return member;
  }

  private static void requireFree(Transaction tx, NewMember wanted) throws SQLException {
    if (tx.first(
            "SELECT 1 FROM member WHERE name = ? AND closed_at IS NULL", row -> true, wanted.name())
        .isPresent()) {
      throw new MemberException(Kind.NAME_TAKEN, "there is a member " + wanted.name() + " already");
    }
    for (String ibutton : wanted.ibuttons()) {
      if (tx.first(
              "SELECT 1 FROM ibutton WHERE id = ?", row -> true, ibutton.toLowerCase(Locale.ROOT))
          .isPresent()) {
        throw new MemberException(Kind.IBUTTON_TAKEN, "iButton " + ibutton + " is taken");
      }
    }
  }

  /**
   * Changes a member, all or nothing.
   *
   * @param actor who does it
   * @return the member as changed, once on disk; fails with an {@link InsufficientCreditsException}
   *     if the credits would be below the floor, with a {@link MemberException} if the member is
   *     gone
   */
  public CompletableFuture<Member> edit(Member member, MemberEdit edit, String actor) {
    return store.write(
        tx -> {
          String before = shown(tx, read(tx, member));
          if (edit.balance().isPresent()) {
            long balance = edit.balance().getAsLong();
            ledger.setBalance(tx, member.account(), balance, actor, "balance set");
          }
          if (edit.floor().isPresent()) {
            ledger.setFloor(tx, member.account(), edit.floor().getAsLong());
          }
          if (edit.admin().isPresent()) {
            tx.update("UPDATE member SET admin = ? WHERE id = ?", edit.admin().get(), member.id());
          }
          // Not what the caller knew: somebody else may have changed it meanwhile.
          Member edited = read(tx, member);
          audit.record(tx, actor, "edited " + member.name(), before, shown(tx, edited));
          tx.afterCommit(
              () ->
                  byName.computeIfPresent(
                      member.name(), (name, login) -> new Login(edited, login.passwordHash)));
          return edited;
        });
  }

  /** The member as the books have it now, who may have been closed since it was looked up. */
  private static Member read(Transaction tx, Member member) throws SQLException {
    return tx.first(
            "SELECT admin FROM member WHERE id = ? AND closed_at IS NULL",
            row ->
                new Member(member.id(), member.name(), row.getBoolean("admin"), member.account()),
            member.id())
        .orElseThrow(
            () ->
                new MemberException(
                    Kind.GONE, "there is no member " + member.name() + " any more"));
  }

  private String shown(Transaction tx, Member member) throws SQLException {
    long balance = ledger.balance(tx, member.account()).balance();
    return balance + " credits, " + (member.admin() ? "admin" : "no admin");
  }

  /**
   * Gives a member another password; the future fails with a {@link MemberException}.
   *
   * @param actor who does it
   */
  public CompletableFuture<Void> changePassword(Member member, String password, String actor) {
    if (directory.isPresent()) {
      return CompletableFuture.failedFuture(
          new MemberException(Kind.INVALID, "passwords are changed in the directory"));
    }
    try {
      MemberRules.requireValidPassword(password);
    } catch (MemberException e) {
      return CompletableFuture.failedFuture(e);
    }
    return hasher.hash(password).thenCompose(hash -> storePassword(member, hash, actor));
  }

  private CompletableFuture<Void> storePassword(Member member, String hash, String actor) {
    return store.write(
        tx -> {
          read(tx, member);
          audit.record(tx, actor, "changed the password of " + member.name(), "", "");
          tx.update("UPDATE member SET password_hash = ? WHERE id = ?", hash, member.id());
          tx.afterCommit(
              () ->
                  byName.computeIfPresent(
                      member.name(), (name, login) -> new Login(login.member, Optional.of(hash))));
          return null;
        });
  }

  /**
   * Closes a member's account. The name and the iButtons are free again; the books keep what was.
   *
   * @param actor who does it
   * @return fails with a {@link MemberException} if there are credits or holds
   */
  public CompletableFuture<Void> close(Member member, String actor) {
    return store.write(
        tx -> {
          String before = shown(tx, read(tx, member));
          audit.record(tx, actor, "closed " + member.name(), before, "");
          try {
            ledger.close(tx, member.account());
          } catch (IllegalStateException e) {
            throw new MemberException(Kind.NOT_EMPTY, member.name() + " " + e.getMessage());
          }
          tx.update("UPDATE member SET closed_at = ? WHERE id = ?", clock.millis(), member.id());
          tx.update("DELETE FROM ibutton WHERE member = ?", member.id());
          tx.afterCommit(() -> forget(member));
          return null;
        });
  }

  private void forget(Member member) {
    byName.remove(member.name());
    nameById.remove(member.id());
    idByAccount.remove(member.account());
    byIbutton.values().removeIf(id -> id == member.id());
  }

  /** Whether passwords are in the books, and can be set here; a directory has them otherwise. */
  public boolean keepsPasswords() {
    return directory.isEmpty();
  }

  /** Whether logins can be checked now. */
  public boolean isReady() {
    return hasher.isReady();
  }

  /** Ends the threads that hash passwords. */
  @Override
  public void close() {
    hasher.close();
    directory.ifPresent(Directory::close);
  }
}
