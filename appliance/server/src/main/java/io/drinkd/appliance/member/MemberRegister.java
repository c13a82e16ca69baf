package io.drinkd.appliance.member;

import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The members as the books have them, in memory, so that looking one up costs no disk. What is
 * changed in the books is changed here when it is on disk. May be used on any thread.
 */
final class MemberRegister {

  /** Each request of a member looks here, so it is one look. */
  private final Map<Long, Login> byId = new ConcurrentHashMap<>();

  private final Map<String, Long> idByName = new ConcurrentHashMap<>();
  private final Map<String, Long> byIbutton = new ConcurrentHashMap<>();
  private final Map<Long, Long> idByAccount = new ConcurrentHashMap<>();

  private record Login(Member member, Optional<String> passwordHash) {}

  /** Takes in all that the books have. */
  Void readAll(Transaction tx) throws SQLException {
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

  /**
   * A member has joined.
   *
   * @param ibuttons in small letters
   */
  void remember(Member member, Optional<String> passwordHash, List<String> ibuttons) {
    remember(new Login(member, passwordHash));
    ibuttons.forEach(ibutton -> byIbutton.put(ibutton, member.id()));
  }

  private void remember(Login login) {
    byId.put(login.member.id(), login);
    idByName.put(login.member.name(), login.member.id());
    idByAccount.put(login.member.account(), login.member.id());
  }

  /** The member of that name, exact case. */
  Optional<Member> find(String name) {
    return Optional.ofNullable(idByName.get(name)).flatMap(this::find);
  }

  /** The member of that number, as the member is now. */
  Optional<Member> find(long id) {
    Login login = byId.get(id);
    return login == null ? Optional.empty() : Optional.of(login.member);
  }

  /** The number of the member whose account that is. */
  Optional<Long> idOfAccount(long account) {
    return Optional.ofNullable(idByAccount.get(account));
  }

  /** The hash of that name's password, if there is the member and the member has one. */
  Optional<String> passwordHash(String name) {
    return Optional.ofNullable(idByName.get(name)).map(byId::get).flatMap(Login::passwordHash);
  }

  /** The member to whom an iButton or card belongs; the id's case does not matter. */
  Optional<Member> findByIbutton(String id) {
    return Optional.ofNullable(byIbutton.get(id.toLowerCase(Locale.ROOT))).flatMap(this::find);
  }

  /** All members, by name. */
  List<Member> all() {
    return byId.values().stream()
        .map(Login::member)
        .sorted(Comparator.comparing(Member::name))
        .toList();
  }

  /** The iButtons and cards of a member. */
  List<String> ibuttons(Member member) {
    return byIbutton.entrySet().stream()
        .filter(entry -> entry.getValue() == member.id())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** A member is another than before, but for name and number. */
  void change(Member edited) {
    byId.computeIfPresent(edited.id(), (id, login) -> new Login(edited, login.passwordHash));
  }

  /** A member has another password. */
  void changePassword(Member member, String hash) {
    byId.computeIfPresent(member.id(), (id, login) -> new Login(login.member, Optional.of(hash)));
  }

  /** A member is one no more. */
  void forget(Member member) {
    idByName.remove(member.name());
    byId.remove(member.id());
    idByAccount.remove(member.account());
    byIbutton.values().removeIf(id -> id == member.id());
  }
}
