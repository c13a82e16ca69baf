package io.drinkd.appliance.member;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The iButtons and cards in the books, each a member's own; their case does not matter. Whoever
 * knows an id logs in by it, so no log has one, not the audit log either.
 */
final class IbuttonStore {

  private final Store store;
  private final AuditLog audit;

  IbuttonStore(Store store, AuditLog audit) {
    this.store = store;
    this.audit = audit;
  }

  /** The number of the member to whom an iButton or card belongs. */
  CompletableFuture<Optional<Long>> ownerOf(String ibutton) {
    return store.read(
        tx ->
            tx.first(
                "SELECT member FROM ibutton WHERE id = ?",
                row -> row.getLong(1),
                MemberRules.ibutton(ibutton)));
  }

  /** Those of one member. */
  CompletableFuture<List<String>> of(MemberRecord member) {
    return store.read(
        tx ->
            tx.list(
                "SELECT id FROM ibutton WHERE member = ? ORDER BY id",
                row -> row.getString(1),
                member.id()));
  }

  private record Owned(long member, String ibutton) {}

  /** All of them, by the numbers of the members whose they are. */
  CompletableFuture<Map<Long, List<String>>> all() {
    return store
        .read(
            tx ->
                tx.list(
                    "SELECT member, id FROM ibutton ORDER BY id",
                    row -> new Owned(row.getLong(1), row.getString(2))))
        .thenApply(
            owned ->
                owned.stream()
                    .collect(groupingBy(Owned::member, mapping(Owned::ibutton, toList()))));
  }

  /** See {@link Members#addIbutton}. */
  CompletableFuture<Void> add(MemberRecord member, String ibutton, String actor) {
    return store.write(
        tx -> {
          MemberRecord owner = MemberStore.read(tx, member);
          long before = count(tx, owner);
          requireFree(tx, ibutton);
          insert(tx, ibutton, owner.id());
          record(tx, owner, before, actor);
          return null;
        });
  }

  /** See {@link Members#removeIbutton}. */
  CompletableFuture<Void> remove(MemberRecord member, String ibutton, String actor) {
    return store.write(
        tx -> {
          MemberRecord owner = MemberStore.read(tx, member);
          long before = count(tx, owner);
          int removed =
              tx.update(
                  "DELETE FROM ibutton WHERE id = ? AND member = ?",
                  MemberRules.ibutton(ibutton),
                  owner.id());
          if (removed == 0) {
            throw new RefusedException(
                Refusal.NO_SUCH_IBUTTON,
                owner.name() + " has no iButton " + Printable.quoted(ibutton));
          }
          record(tx, owner, before, actor);
          return null;
        });
  }

  private void record(Transaction tx, MemberRecord owner, long before, String actor)
      throws SQLException {
    audit.record(
        tx,
        actor,
        Act.CARDS.of(owner.name()),
        List.of(Trait.CARDS.of(before)),
        List.of(Trait.CARDS.of(count(tx, owner))));
  }

  /** How many a member has. */
  static long count(Transaction tx, MemberRecord member) throws SQLException {
    return tx.first(
            "SELECT count(*) FROM ibutton WHERE member = ?", row -> row.getLong(1), member.id())
        .orElseThrow();
  }

  /**
   * @throws RefusedException {@link Refusal#IBUTTON_TAKEN} if a member has it
   */
  static void requireFree(Transaction tx, String ibutton) throws SQLException {
    if (tx.first("SELECT 1 FROM ibutton WHERE id = ?", row -> true, MemberRules.ibutton(ibutton))
        .isPresent()) {
      throw new RefusedException(
          Refusal.IBUTTON_TAKEN, "iButton " + Printable.quoted(ibutton) + " is taken");
    }
  }

  /** Adds one that is free. */
  static void insert(Transaction tx, String ibutton, long member) throws SQLException {
    tx.update(
        "INSERT INTO ibutton (id, member) VALUES (?, ?)", MemberRules.ibutton(ibutton), member);
  }
}
