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

  private final Map<String, Login> byName = new ConcurrentHashMap<>();
  private final Map<String, Login> byIbutton = new ConcurrentHashMap<>();
  private final Map<Long, Login> byId = new ConcurrentHashMap<>();
  private final Map<Long, Login> byAccount = new ConcurrentHashMap<>();

  /** One for each member, in all the maps: what changes is changed in it. */
  private static final class Login {
    private volatile Member member;
    private volatile Optional<String> passwordHash;

    Login(Member member, Optional<String> passwordHash) {
      this.member = member;
      this.passwordHash = passwordHash;
    }
  }

  /** Takes in all that the books have. */
  Void readAll(Transaction tx) throws SQLException {
    tx.list(
        "SELECT id, name, admin, account, password_hash FROM member WHERE closed_at IS NULL",
        row ->
            remember(
                new Member(row.getLong(1), row.getString(2), row.getBoolean(3), row.getLong(4)),
                Optional.ofNullable(row.getString(5))));
    tx.list(
        "SELECT id, member FROM ibutton",
        row -> byIbutton.put(row.getString(1), byId.get(row.getLong(2))));
    return null;
  }

  /**
   * A member has joined.
   *
   * @param ibuttons in small letters
   */
  void remember(Member member, Optional<String> passwordHash, List<String> ibuttons) {
    Login login = remember(member, passwordHash);
    ibuttons.forEach(ibutton -> byIbutton.put(ibutton, login));
  }

  private Login remember(Member member, Optional<String> passwordHash) {
    Login login = new Login(member, passwordHash);
    byId.put(member.id(), login);
    byAccount.put(member.account(), login);
    byName.put(member.name(), login);
    return login;
  }

  /** The member of that name, exact case. */
  Optional<Member> find(String name) {
    return Optional.ofNullable(byName.get(name)).map(login -> login.member);
  }

  /** The member of that number, as the member is now. */
  Optional<Member> find(long id) {
    return Optional.ofNullable(byId.get(id)).map(login -> login.member);
  }

  /** The number of the member whose account that is. */
  Optional<Long> idOfAccount(long account) {
    return Optional.ofNullable(byAccount.get(account)).map(login -> login.member.id());
  }

  /** The hash of that name's password, if there is the member and the member has one. */
  Optional<String> passwordHash(String name) {
    return Optional.ofNullable(byName.get(name)).flatMap(login -> login.passwordHash);
  }

  /** The member to whom an iButton or card belongs; the id's case does not matter. */
  Optional<Member> findByIbutton(String id) {
    return Optional.ofNullable(byIbutton.get(id.toLowerCase(Locale.ROOT)))
        .map(login -> login.member);
  }

  /** All members, by name. */
  List<Member> all() {
    return byName.values().stream()
        .map(login -> login.member)
        .sorted(Comparator.comparing(Member::name))
        .toList();
  }

  /** The iButtons and cards of a member. */
  List<String> ibuttons(Member member) {
    return byIbutton.entrySet().stream()
        .filter(entry -> entry.getValue().member.id() == member.id())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** A member is another than before, but for name and number. */
  void change(Member edited) {
    Login login = byId.get(edited.id());
    if (login != null) {
      login.member = edited;
    }
  }

  /** A member has another password. */
  void changePassword(Member member, String hash) {
    Login login = byId.get(member.id());
    if (login != null) {
      login.passwordHash = Optional.of(hash);
    }
  }

  /** A member is one no more. */
  void forget(Member member) {
    byName.remove(member.name());
    byId.remove(member.id());
    byAccount.remove(member.account());
    byIbutton.values().removeIf(login -> login.member.id() == member.id());
  }
}
