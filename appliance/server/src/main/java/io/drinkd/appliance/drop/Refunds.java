package io.drinkd.appliance.drop;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.IdempotencyKeys;
import io.drinkd.appliance.ledger.IdempotencyKeys.Made;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Pays back drops that were charged though nothing came out. The drop stays dropped, since its
 * board said so, and its can stays out of the stock; the price comes back by one transfer.
 */
public final class Refunds {

  /**
   * Who got what back.
   *
   * @param before whether that was so before, and the request a repeated one
   */
  public record Refunded(String member, long credits, boolean before) {}

  /**
   * By which a request can be repeated.
   *
   * @param member whose key it is
   */
  public record RepeatKey(long member, String text) {}

  /**
   * Who paid a drop, and what became of that since.
   *
   * @param into who the payer was merged into, if that is so
   */
  private record Payment(
      String member, boolean closed, Optional<String> into, Optional<Instant> refundedAt) {}

  private final Store store;
  private final DropStore drops;
  private final Ledger ledger;
  private final AuditLog audit;
  private final IdempotencyKeys keys;

  public Refunds(
      Store store, DropStore drops, Ledger ledger, AuditLog audit, IdempotencyKeys keys) {
    this.store = store;
    this.drops = drops;
    this.ledger = ledger;
    this.audit = audit;
    this.keys = keys;
  }

  /**
   * Pays back a drop, once. Fails with a {@link RefusedException}: {@link Refusal#NO_SUCH_DROP} or
   * {@link Refusal#NOT_REFUNDABLE}, whose detail says why and what to do instead.
   *
   * @param actor who does it, such as {@code admin:alice}
   * @param reason by what evidence; not empty
   * @param key if it was used for the same before, that is answered; if for something else, it
   *     fails with {@link Refusal#KEY_REUSED}
   */
  public CompletableFuture<Refunded> refund(
      long id, String actor, String reason, Optional<RepeatKey> key) {
    String request = "refund " + id + " " + reason;
    return store.write(
        tx -> {
          DropRow row =
              DropRow.find(tx, id)
                  .orElseThrow(
                      () -> new RefusedException(Refusal.NO_SUCH_DROP, "there is no drop " + id));
          Payment payment = payment(tx, id);
          if (key.isPresent()
              && keys.findTransfer(tx, key.get().member, key.get().text, request).isPresent()) {
            return new Refunded(payment.member, row.drop().price(), true);
          }
          requirePaid(row);
          requireRefundable(row.drop(), payment);
          Drop drop = row.drop();
          long before = ledger.balance(tx, drop.account()).balance();
          drops.refund(tx, drop, actor, reason);
          audit.record(
              tx,
              actor,
              Act.REFUND.of(payment.member, id, reason),
              List.of(Trait.BALANCE.of(before)),
              List.of(Trait.BALANCE.of(before + drop.price())));
          if (key.isPresent()) {
            remember(tx, key.get(), request, drop);
          }
          return new Refunded(payment.member, drop.price(), false);
        });
  }

  private void remember(Transaction tx, RepeatKey key, String request, Drop drop)
      throws SQLException {
    long transfer =
        tx.first(
                "SELECT id FROM transfer WHERE drop_id = ? AND kind = 'refund'",
                row -> row.getLong(1),
                drop.id())
            .orElseThrow();
    keys.rememberTransfer(tx, key.member, key.text, request, new Made(transfer, drop.price()));
  }

  private static Payment payment(Transaction tx, long id) throws SQLException {
    return tx.first(
            """
            SELECT m.name, a.closed_at IS NOT NULL,
              (SELECT i.name FROM member i WHERE i.id = m.merged_into),
              coalesce((SELECT t.at FROM transfer t WHERE t.drop_id = d.id AND t.kind = 'refund'),
                -1)
            FROM drop_order d
            JOIN member m ON m.id = d.member JOIN account a ON a.id = d.account WHERE d.id = ?\
            """,
            row ->
                new Payment(
                    row.getString(1),
                    row.getBoolean(2),
                    Optional.ofNullable(row.getString(3)),
                    Optional.of(row.getLong(4)).filter(at -> at >= 0).map(Instant::ofEpochMilli)),
            id)
        .orElseThrow();
  }

  private static void requirePaid(DropRow row) {
    String drop = "drop " + row.drop().id();
    if (row.state() == DropState.IN_DOUBT) {
      throw refused(drop + " is in doubt, not paid; resolve it as refunded instead");
    }
    if (!row.state().ended()) {
      throw refused(drop + " is " + row.state().word() + " and not paid; wait until it ends");
    }
    if (row.state() != DropState.DROPPED) {
      throw refused(drop + " is " + row.state().word() + ", so nothing was paid");
    }
    if (row.drop().price() == 0) {
      throw refused(drop + " was free, so nothing was paid");
    }
  }

  private static void requireRefundable(Drop drop, Payment payment) {
    if (payment.refundedAt.isPresent()) {
      throw refused("drop " + drop.id() + " was refunded at " + payment.refundedAt.get());
    }
    if (payment.closed) {
      throw refused(
          String.format(
              Locale.ROOT,
              "drop %d was paid by %s, whose account is closed; grant the %d credits to %s",
              drop.id(),
              payment.member,
              drop.price(),
              payment.into.orElse("another one")));
    }
  }

  private static RefusedException refused(String why) {
    return new RefusedException(Refusal.NOT_REFUNDABLE, why);
  }
}
