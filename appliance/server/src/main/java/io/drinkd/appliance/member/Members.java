package io.drinkd.appliance.member;

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
import java.util.regex.Pattern;

/**
 * All members. Looking one up is answered from memory, which follows each commit; so is nothing
 * about money.
 */
public final class Members implements AutoCloseable {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
  private static final Pattern IBUTTON = Pattern.compile("[0-9a-z]{4,64}");
  private static final int PASSWORD_LENGTH_MAX = 256;
  private static final String DIRECTORY = "directory";

  private final Store store;
  private final Ledger ledger;
  private final Clock clock;
  private final long floor;
  private final Optional<Directory> directory;
  private final PasswordHasher hasher = new PasswordHasher();
  private final Map<String, Login> byName = new ConcurrentHashMap<>();
  private final Map<String, Long> byIbutton = new ConcurrentHashMap<>();
  private final Map<Long, String> nameById = new ConcurrentHashMap<>();

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
    this.clock = clock;
    store.readNow(this::readAll);
  }

  private Void readAll(Transaction tx) throws SQLException {
    tx.list(
            """
            SELECT id, name, admin, account, password_hash FROM member
            WHERE closed_at IS NULL""",
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
    if (password.length() > PASSWORD_LENGTH_MAX) {
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
      requireValid(wanted);
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

  private static void requireValid(NewMember wanted) {
    if (!NAME.matcher(wanted.name()).matches()) {
      throw new MemberException(
          Kind.INVALID,
          "the name is 1 to 32 letters, digits, dots, underlines or hyphens, and begins with a"
              + " letter or digit");
    }
    wanted.password().ifPresent(Members::requireValidPassword);
    if (wanted.credits() < 0 || wanted.credits() > Ledger.AMOUNT_MAX) {
      throw new MemberException(Kind.INVALID, "credits are from 0 to " + Ledger.AMOUNT_MAX);
    }
    for (String id : wanted.ibuttons()) {
      if (!IBUTTON.matcher(id.toLowerCase(Locale.ROOT)).matches()) {
        throw new MemberException(Kind.INVALID, "an iButton's id is 4 to 64 letters and digits");
      }
    }
  }

  private static void requireValidPassword(String password) {
    if (password.isEmpty() || password.length() > PASSWORD_LENGTH_MAX) {
      throw new MemberException(
          Kind.INVALID, "the password has 1 to " + PASSWORD_LENGTH_MAX + " characters");
    }
  }

  private Member add(Transaction tx, NewMember wanted, Optional<String> hash, String actor)
      throws SQLException {
    requireFree(tx, wanted);
    long account = ledger.open(tx, "member:" + wanted.name(), floor);
    long id =
        tx.insert(
            """
            INSERT INTO member (name, password_hash, admin, account, created_at)
            VALUES (?, ?, ?, ?, ?)""",
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
   *     if the credits would be below the floor
   */
  public CompletableFuture<Member> edit(Member member, MemberEdit edit, String actor) {
    return store.write(
        tx -> {
          requireOpen(tx, member);
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
          boolean admin =
              tx.first(
                      "SELECT admin FROM member WHERE id = ?",
                      row -> row.getBoolean(1),
                      member.id())
                  .orElseThrow();
          Member edited = new Member(member.id(), member.name(), admin, member.account());
          tx.afterCommit(
              () ->
                  byName.computeIfPresent(
                      member.name(), (name, login) -> new Login(edited, login.passwordHash)));
          return edited;
        });
  }

  /** Members are looked up in memory, and may be closed until the change has its turn. */
  private static void requireOpen(Transaction tx, Member member) throws SQLException {
    if (tx.first(
            "SELECT 1 FROM member WHERE id = ? AND closed_at IS NULL", row -> true, member.id())
        .isEmpty()) {
      throw new MemberException(Kind.INVALID, "there is no member " + member.name() + " any more");
    }
  }

  /** Gives a member another password; the future fails with a {@link MemberException}. */
  public CompletableFuture<Void> changePassword(Member member, String password) {
    if (directory.isPresent()) {
      return CompletableFuture.failedFuture(
          new MemberException(Kind.INVALID, "passwords are changed in the directory"));
    }
    try {
      requireValidPassword(password);
    } catch (MemberException e) {
      return CompletableFuture.failedFuture(e);
    }
    return hasher.hash(password).thenCompose(hash -> storePassword(member, hash));
  }

  private CompletableFuture<Void> storePassword(Member member, String hash) {
    return store.write(
        tx -> {
          requireOpen(tx, member);
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
   * @return fails with a {@link MemberException} if there are credits or holds
   */
  public CompletableFuture<Void> close(Member member) {
    return store.write(
        tx -> {
          requireOpen(tx, member);
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
    byIbutton.values().removeIf(id -> id == member.id());
  }

  /** Ends the threads that hash passwords. */
  @Override
  public void close() {
    hasher.close();
    directory.ifPresent(Directory::close);
  }
}
