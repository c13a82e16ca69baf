package io.drinkd.appliance.member;

import io.drinkd.appliance.ledger.DenseIdMap;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The members as the books have them, in memory, so that looking one up costs no disk. What is
 * changed in the books is changed here when it is on disk. May be used on any thread.
 *
 * <p>What only a login needs, passwords and iButtons, is not here: a hundred thousand of each would
 * be most of the memory, and are looked up in the books as quickly.
 */
final class MemberRegister {

  private final Map<String, MemberRecord> byName = new ConcurrentHashMap<>();
  private final DenseIdMap<MemberRecord> byId = new DenseIdMap<>();
  private final DenseIdMap<MemberRecord> byAccount = new DenseIdMap<>();

  /** Takes in all that the books have. */
  Void readAll(Transaction tx) throws SQLException {
    tx.list(
        "SELECT id, name, admin, account FROM member WHERE closed_at IS NULL",
        row ->
            remember(
                new MemberRecord(
                    row.getLong(1), row.getString(2), row.getBoolean(3), row.getLong(4))));
    return null;
  }

  /** A member has joined, or is another than before, but for name and numbers. */
  MemberRecord remember(MemberRecord member) {
    byId.put(member.id(), member);
    byAccount.put(member.account(), member);
    byName.put(member.name(), member);
    return member;
  }

  /** The member of that name, exact case. */
  Optional<MemberRecord> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The member of that number, as the member is now. */
  Optional<MemberRecord> find(long id) {
    return byId.find(id);
  }

  /** The member whose account that is. */
  Optional<MemberRecord> ofAccount(long account) {
    return byAccount.find(account);
  }

  /** All members, by name. */
  List<MemberRecord> all() {
    return byName.values().stream().sorted(Comparator.comparing(MemberRecord::name)).toList();
  }

  /** A member is one no more. */
  void forget(MemberRecord member) {
    byName.remove(member.name());
    byId.remove(member.id());
    byAccount.remove(member.account());
  }
}
