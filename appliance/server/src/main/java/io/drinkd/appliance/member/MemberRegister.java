package io.drinkd.appliance.member;

import io.drinkd.appliance.ledger.DenseIdMap;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The members as the books have them, in memory, so that looking one up costs no disk. What is
 * changed in the books is changed here when it is on disk. May be used on any thread.
 *
 * <p>What only a login needs, passwords and iButtons, is not here: a hundred thousand of each would
 * be most of the memory, and are looked up in the books as quickly.
 */
final class MemberRegister {

  /** By folded names. */
  private final Map<String, MemberRecord> byName = new ConcurrentHashMap<>();

  private final DenseIdMap<MemberRecord> byId = new DenseIdMap<>();
  private final DenseIdMap<MemberRecord> byAccount = new DenseIdMap<>();

  /** When the sessions of a member were ended last; few ever are. */
  private final Map<Long, Long> sessionsEnded = new ConcurrentHashMap<>();

  private final AtomicLong endings = new AtomicLong();
  private final FollowedMembers followedMembers = new FollowedMembers(this);
  private final FollowedEndings followedEndings = new FollowedEndings(this);
  private volatile Runnable ended = () -> {};

  /** By which it follows who is a member. */
  FollowedMembers members() {
    return followedMembers;
  }

  /** By which it follows whose sessions were ended. */
  FollowedEndings endings() {
    return followedEndings;
  }

  /** From now on {@code listener} is run when sessions of a member have ended. */
  void listenToEnded(Runnable listener) {
    ended = listener;
  }

  /** How often the sessions of a member were ended, as far as that is on disk. */
  private final Map<Long, Long> loginsEnded = new ConcurrentHashMap<>();

  /** Takes in all that the books have. */
  Void readAll(Transaction tx) throws SQLException {
    tx.list(
        """
        SELECT id, name, admin, local, public, account, logins_ended FROM member
        WHERE closed_at IS NULL\
        """,
        row -> {
          if (row.getLong(7) > 0) {
            loginsEnded.put(row.getLong(1), row.getLong(7));
          }
          return remember(
              new MemberRecord(
                  row.getLong(1),
                  row.getString(2),
                  row.getBoolean(3),
                  row.getBoolean(4),
                  row.getBoolean(5),
                  row.getLong(6)));
        });
    return null;
  }

  /** A member has joined, or is another than before, but for the numbers. */
  MemberRecord remember(MemberRecord member) {
    Optional<MemberRecord> before = byId.put(member.id(), member);
    byAccount.put(member.account(), member);
    byName.put(MemberRules.folded(member.name()), member);
    before.filter(old -> !alike(old, member)).ifPresent(this::forgetName);
    return member;
  }

  private static boolean alike(MemberRecord one, MemberRecord other) {
    return MemberRules.folded(one.name()).equals(MemberRules.folded(other.name()));
  }

  private void forgetName(MemberRecord member) {
    byName.remove(MemberRules.folded(member.name()));
  }

  /** The member of that name, exact case. */
  Optional<MemberRecord> find(String name) {
    String composed = MemberRules.composed(name);
    return findAlike(composed).filter(member -> member.name().equals(composed));
  }

  /** The member whose name cannot be told apart from that, see {@link MemberRules#folded}. */
  Optional<MemberRecord> findAlike(String name) {
    return Optional.ofNullable(byName.get(MemberRules.folded(name)));
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

  /** The moment, as sessions count: it advances whenever somebody's are ended. */
  long sessionTime() {
    return endings.get();
  }

  /** From now on all sessions of a member that began before are over. */
  void endSessions(long member) {
    sessionsEnded.put(member, endings.incrementAndGet());
    ended.run();
  }

  /**
   * The same, once it is on disk.
   *
   * @param count how often they were ended since the member joined, this time included
   */
  void sessionsEnded(long member, long count) {
    endSessions(member);
    loginsEnded.put(member, count);
  }

  /** Whether all endings of a member's sessions that the books have are known here. */
  boolean knowsEndings(long member, long count) {
    return loginsEnded.getOrDefault(member, 0L) >= count;
  }

  /** Whether a session of a member that began then is not over. */
  boolean isSession(long member, long sessionTime) {
    return sessionsEnded.isEmpty() || sessionsEnded.getOrDefault(member, 0L) <= sessionTime;
  }

  /** A member is one no more. */
  void forget(MemberRecord member) {
    forgetName(member);
    byId.remove(member.id());
    byAccount.remove(member.account());
    ended.run();
  }
}
