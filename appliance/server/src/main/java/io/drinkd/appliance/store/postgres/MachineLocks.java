package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.Owners;
import io.drinkd.appliance.store.Pending;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.appliance.store.Transaction.Then;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The machines' locks that a session has, and their rows. Whoever has the lock of a machine may
 * raise its epoch, and owns the machine once that is committed. Not safe for threads.
 */
final class MachineLocks {

  /** No machine's id has one. */
  private static final String BETWEEN = "\n";

  private static final String TRY_LOCK =
      "SELECT machine, id, pg_try_advisory_lock("
          + BankLocks.MACHINES
          + ", id::int) FROM bank_machine WHERE machine = ANY (string_to_array(?, '\n'))";
  private static final String UNLOCK = "SELECT pg_advisory_unlock(" + BankLocks.MACHINES + ", ?)";

  /**
   * A machine was taken.
   *
   * @param epoch of this taking
   * @param before who had it; empty if nobody ever did
   * @param left whether that one has left it, and sends no orders any more
   * @param bankEpoch of its taking of the bank; 0 if there is none
   */
  record Taking(long epoch, String before, boolean left, long bankEpoch) {}

  private final BankSession session;

  /** The numbers of their rows, by machine. */
  private final Map<String, Integer> locked = new HashMap<>();

  MachineLocks(BankSession session) {
    this.session = session;
  }

  /** Sees to it that these machines have rows. */
  static void add(Transaction tx, Collection<String> machines) throws SQLException {
    for (String machine : machines) {
      tx.update(
          "INSERT INTO bank_machine (machine) VALUES (?) ON CONFLICT (machine) DO NOTHING",
          machine);
    }
  }

  /** Locks those of the machines that nobody else has locked, and returns them. */
  Set<String> lock(Collection<String> machines) throws SQLException {
    Set<String> wanted = new HashSet<>(machines);
    wanted.removeAll(locked.keySet());
    if (!wanted.isEmpty()) {
      session
          .transaction()
          .each(
              TRY_LOCK,
              row -> {
                if (row.getBoolean(3)) {
                  locked.put(row.getString(1), row.getInt(2));
                }
              },
              String.join(BETWEEN, wanted));
      session.rollback();
    }
    Set<String> mine = new HashSet<>(machines);
    mine.retainAll(locked.keySet());
    return mine;
  }

  /** The last epochs of machines, by machine. */
  Map<String, Long> epochs(Collection<String> machines) throws SQLException {
    Map<String, Long> epochs = new HashMap<>();
    session
        .transaction()
        .each(
            "SELECT machine, epoch FROM bank_machine"
                + " WHERE machine = ANY (string_to_array(?, '\n'))",
            row -> epochs.put(row.getString(1), row.getLong(2)),
            String.join(BETWEEN, machines));
    session.rollback();
    return epochs;
  }

  /** Takes a machine that is locked: from the commit on it is this appliance's. */
  static Taking take(Transaction tx, String machine, long appliance) throws SQLException {
    Taking before =
        tx.first(
                """
                SELECT m.epoch, coalesce(a.name, ''), m.appliance IS NULL OR m.left_at IS NOT NULL,
                  coalesce((SELECT max(e.id) FROM bank_epoch e WHERE e.appliance = m.appliance
                    AND e.command = 0 AND e.taken_at <= m.taken_at), 0)
                FROM bank_machine m LEFT JOIN bank_appliance a ON a.id = m.appliance
                WHERE m.machine = ?\
                """,
                row ->
                    new Taking(row.getLong(1), row.getString(2), row.getBoolean(3), row.getLong(4)),
                machine)
            .orElseThrow();
    tx.update(
        "UPDATE bank_machine SET epoch = ?, appliance = ?, left_at = NULL, says = NULL, taken_at = "
            + BankSession.MILLIS
            + " WHERE machine = ?",
        before.epoch + 1,
        appliance,
        machine);
    return new Taking(before.epoch + 1, before.before, before.left, before.bankEpoch);
  }

  /** Whether nobody has taken the machine since. */
  static <R> Pending<R> isLast(
      Transaction tx, String machine, long appliance, long epoch, Then<Boolean, R> then)
      throws SQLException {
    return tx.firstLater(
        "SELECT epoch = ? AND appliance = ? FROM bank_machine WHERE machine = ?",
        row -> row.getBoolean(1),
        found -> then.of(found.orElse(false)),
        epoch,
        appliance,
        machine);
  }

  /** All that anybody has locked. */
  static Map<String, Owners.Owned> all(Transaction tx) throws SQLException {
    Set<Long> locks = BankLocks.owned(tx);
    Map<String, Owners.Owned> all = new HashMap<>();
    tx.each(
        """
        SELECT m.id, m.machine, a.name, coalesce(m.says, '')
        FROM bank_machine m JOIN bank_appliance a ON a.id = m.appliance\
        """,
        row -> {
          if (locks.contains(row.getLong(1))) {
            all.put(row.getString(2), new Owners.Owned(row.getString(3), row.getString(4)));
          }
        });
    return all;
  }

  /** Notes what whoever owns a machine tells the others. */
  static void say(Transaction tx, String machine, long appliance, String text) throws SQLException {
    tx.update(
        "UPDATE bank_machine SET says = ? WHERE machine = ? AND appliance = ?",
        text,
        machine,
        appliance);
  }

  /** Notes with which boards an appliance has a link without owning their machines. */
  static void sayLinked(Transaction tx, Set<String> machines, long appliance) throws SQLException {
    tx.update("DELETE FROM bank_link WHERE appliance = ?", appliance);
    for (String machine : machines) {
      tx.update("INSERT INTO bank_link (appliance, machine) VALUES (?, ?)", appliance, machine);
    }
  }

  /** The machines of which appliances that have the bank note this, all but one appliance. */
  static Set<String> linkedElsewhere(Transaction tx, long but) throws SQLException {
    record Link(String machine, long appliance) {}

    List<Link> links =
        tx.list(
            "SELECT machine, appliance FROM bank_link WHERE appliance <> ?",
            row -> new Link(row.getString(1), row.getLong(2)),
            but);
    if (links.isEmpty()) {
      return Set.of();
    }
    Set<Long> present = BankLocks.present(tx);
    return links.stream()
        .filter(link -> present.contains(link.appliance))
        .map(Link::machine)
        .collect(Collectors.toSet());
  }

  /** Notes who has sent a drop, by its taking of the bank. */
  static void noteSender(Transaction tx, long drop, long bankEpoch) throws SQLException {
    tx.update(
        "INSERT INTO bank_sender (drop_id, epoch) VALUES (?, ?) ON CONFLICT (drop_id) DO NOTHING",
        drop,
        bankEpoch);
  }

  /** See {@link Owners#absentSenders}. */
  static Map<Long, String> absentSenders(Transaction tx) throws SQLException {
    Map<Long, String> absent = new HashMap<>();
    Set<Long> present = BankLocks.present(tx);
    tx.each(
        """
        SELECT s.drop_id, a.name, a.id FROM bank_sender s
        JOIN drop_order d ON d.id = s.drop_id
        JOIN bank_epoch e ON e.id = s.epoch JOIN bank_appliance a ON a.id = e.appliance
        WHERE d.settled_at IS NULL AND e.left_at IS NULL
          AND e.id = (SELECT max(id) FROM bank_epoch WHERE appliance = a.id)\
        """,
        row -> {
          if (!present.contains(row.getLong(3))) {
            absent.put(row.getLong(1), row.getString(2));
          }
        });
    return absent;
  }

  /** Notes that nobody needs to wait for orders to the machine. */
  static void leave(Transaction tx, String machine, long epoch) throws SQLException {
    tx.update(
        "UPDATE bank_machine SET left_at = "
            + BankSession.MILLIS
            + " WHERE machine = ? AND epoch = ?",
        machine,
        epoch);
  }

  /** Releases the locks of all other machines. */
  void unlockAllBut(Set<String> kept) throws SQLException {
    Set<String> others = new HashSet<>(locked.keySet());
    others.removeAll(kept);
    for (String machine : others) {
      session.transaction().first(UNLOCK, found -> true, locked.remove(machine));
      session.rollback();
    }
  }
}
