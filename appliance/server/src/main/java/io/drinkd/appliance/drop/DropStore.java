package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventRows;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.HeldCreditsException;
import io.drinkd.appliance.ledger.IdempotencyKeys;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.ledger.Ledger.Charged;
import io.drinkd.appliance.ledger.Transfer;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.Pending;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The drops on disk. A drop's state, its credits and its can change in one transaction or not at
 * all; this is the only place that changes any of them for a drop.
 */
public final class DropStore {

  /** How the books name the appliance itself as the one who did something. */
  static final String SYSTEM = "system";

  /** How they name the board of the machine as the one who said what became of a drop. */
  static final String BOARD = "board";

  private final Ledger ledger;
  private final Machines machines;
  private final IdempotencyKeys keys;
  private final Clock clock;
  private final String appliance;
  private final Forwards forwards = new Forwards();
  private final Answers answers = new Answers();
  private final EventRows events;

  /**
   * @param appliance the name of this appliance, which is noted with the drops that it writes
   * @param events by which each state of a drop is published, once it is on disk
   */
  public DropStore(
      Ledger ledger,
      Machines machines,
      IdempotencyKeys keys,
      Clock clock,
      String appliance,
      EventRows events) {
    this.ledger = ledger;
    this.machines = machines;
    this.keys = keys;
    this.clock = clock;
    this.appliance = appliance;
    this.events = events;
  }

  /** What the owners of machines have to know of requests at other appliances. */
  Forwards forwards() {
    return forwards;
  }

  /** What appliances have to know of drops that ended at other ones. */
  Answers answers() {
    return answers;
  }

  /** What has to be followed where other processes have the books too. */
  public List<Followed<?>> followed() {
    return List.of(forwards, answers);
  }

  /** The name of this appliance, as it is noted with the drops that it writes. */
  String appliance() {
    return appliance;
  }

  /** How the books name this appliance as the one who did something; among others by its name. */
  String self(Transaction tx) {
    return tx.isShared() && !appliance.isEmpty() ? DropRequest.APPLIANCE + appliance : SYSTEM;
  }

  private void publish(Transaction tx, long member, long id, DropState state) {
    tx.follow(events, new Event.DropMoved(member, id, state.word()));
  }

  /**
   * Opens a drop: its price is held from now on.
   *
   * @param first {@link DropState#DELAYED} or {@link DropState#QUEUED}; {@link DropState#SENT} if
   *     its order leaves as soon as this is on disk
   * @throws RefusedException if the machine is out of service, the slot cannot be sold or has
   *     something else than the member has seen, or the member cannot pay or is none any more
   * @throws NotOwnedException if its order is to leave, and others send orders to the machine
   */
  Drop open(Transaction tx, DropRequest request, DropState first) throws SQLException {
    if (request.key().isPresent() && tx.isShared()) {
      keys.requireNew(tx, request.member().id(), request.key().get());
    }
    if (first == DropState.SENT) {
      requireOwned(tx, request.machine().id());
    }
    Slot slot = requireOffered(tx, request).get();
    request.wanted().seen().require(slot);
    hold(tx, request.member(), slot.price());
    long id = new NewDropRow(request, slot, appliance, first, clock.millis()).insert(tx, keys);
    if (first == DropState.SENT) {
      // Whoever listens sees the same steps of each drop, be they one commit or two.
      publish(tx, request.member().id(), id, DropState.QUEUED);
    }
    publish(tx, request.member().id(), id, first);
    return new Drop(
        id,
        request.member().id(),
        request.member().account(),
        request.machine().id(),
        slot.number(),
        slot.item(),
        slot.price());
  }

  /** The same for one with a delay, if fewer than {@code most} of the member wait theirs. */
  Drop openDelayed(Transaction tx, DropRequest request, int most) throws SQLException {
    DropRow.requireFewDelayed(tx, request.member(), most);
    return open(tx, request, DropState.DELAYED);
  }

  private void hold(Transaction tx, MemberRecord member, long price) throws SQLException {
    try {
      ledger.hold(tx, member.account(), price);
    } catch (RefusedException e) {
      if (e.refusal() != Refusal.NO_SUCH_MEMBER) {
        throw e;
      }
      // The account may have been closed since the member asked.
      throw new RefusedException(
          Refusal.NOT_LOGGED_IN, "there is no member " + member.name() + " any more");
    }
  }

  /**
   * What is asked for, as the books have it.
   *
   * @throws RefusedException if the machine is out of service, or the slot cannot be sold; at the
   *     latest as it is waited for, or another result
   */
  static Pending<Slot> requireOffered(Transaction tx, DropRequest request) throws SQLException {
    return request
        .machine()
        .offer(
            tx,
            request.slot(),
            offer -> {
              DropRequest.requireInService(request.member(), offer.outOfService());
              request.requireListed();
              return requireOnSale(offer.slot());
            });
  }

  /** Throws {@link RefusedException} unless the slot can be sold now. */
  static Slot requireOnSale(Slot slot) {
    if (!slot.enabled()) {
      throw new RefusedException(Refusal.SLOT_DISABLED, "slot " + slot.number() + " is disabled");
    }
    if (slot.empty()) {
      throw new RefusedException(Refusal.SLOT_EMPTY, "slot " + slot.number() + " is empty");
    }
    return slot;
  }

  /**
   * Notes that the order of a drop leaves, which is so as soon as this is on disk.
   *
   * @throws NotOwnedException if others send orders to its machine
   * @throws MovedException if it has left already, or the drop has ended
   */
  void send(Transaction tx, Drop drop) throws SQLException {
    requireOwned(tx, drop.machine());
    tx.updateLater(
            """
            UPDATE drop_order SET state = 'SENT', sent_at = ?
            WHERE id = ? AND state IN ('DELAYED', 'QUEUED')\
            """,
            moved -> requireMoved(tx, drop, DropState.SENT, moved),
            clock.millis(),
            drop.id())
        .get();
    publish(tx, drop.member(), drop.id(), DropState.SENT);
  }

  /** Whoever lost the machine must not send what another one may be sending, nor end it. */
  void requireOwned(Transaction tx, String machine) throws SQLException {
    machines
        .owners()
        .owns(
            tx,
            machine,
            owned -> {
              if (!owned) {
                throw new NotOwnedException(machine);
              }
              return true;
            });
  }

  /**
   * Notes that nobody knows what became of a drop whose order has left. Its price stays held.
   *
   * @param said what its board was sent and sent shortly before; empty if nothing is known
   * @throws MovedException if its order has not left, or it has ended
   */
  void doubt(Transaction tx, Drop drop, String reason, List<String> said) throws SQLException {
    requireMoved(
        tx,
        drop,
        DropState.IN_DOUBT,
        tx.update(
            "UPDATE drop_order SET state = 'IN_DOUBT' WHERE id = ? AND state = 'SENT'", drop.id()));
    DropEvents.record(tx, drop.id(), DropState.IN_DOUBT, clock.millis(), self(tx), reason, said);
    publish(tx, drop.member(), drop.id(), DropState.IN_DOUBT);
  }

  /**
   * Ends a drop, with all that this means for credits and stock.
   *
   * @return what the payer has available after it
   * @throws MovedException if the drop may not end so
   */
  long settle(Transaction tx, Drop drop, DropEnd end) throws SQLException {
    try {
      return end.state() == DropState.DROPPED
          ? charge(tx, drop, end)
          : release(tx, drop, end, StatesBefore.of(end.state()));
    } catch (HeldCreditsException e) {
      throw unsound(drop, e);
    }
  }

  private long charge(Transaction tx, Drop drop, DropEnd end) throws SQLException {
    Charged charged =
        drop.price() == 0
            ? ledger.unchanged(tx, drop.account())
            : ledger.charge(
                tx,
                Transfer.forDrop(drop.id(), drop.account(), drop.price()),
                end.payer(),
                chargeReason(drop.item()));
    StatesBefore before = StatesBefore.of(DropState.DROPPED);
    tx.updateLater(
        """
        UPDATE drop_order SET state = 'DROPPED', settled_at = ?, actor = ?, reason = ?,
          answer = ?, available = ?, last_transfer = ?,
          counted = (SELECT CASE WHEN count > 0 THEN 1 ELSE 0 END FROM slot
            WHERE slot.machine = drop_order.machine AND slot.number = drop_order.slot)
        WHERE id = ? AND (state = ? OR state = ? OR state = ?)\
        """,
        moved -> requireMoved(tx, drop, DropState.DROPPED, moved),
        clock.millis(),
        end.actor(),
        end.reason(),
        end.answer().map(Kind::name).orElse(null),
        end.answer().isPresent() ? charged.available().get() : null,
        charged.transfer(),
        drop.id(),
        before.first(),
        before.second(),
        before.third());
    machines.takeOne(tx, drop.machine(), drop.slot()).get();
    publish(tx, drop.member(), drop.id(), DropState.DROPPED);
    return charged.available().get();
  }

  /**
   * Calls off a drop of which not a byte has left.
   *
   * @return as {@link #settle} does
   * @throws MovedException if its order has left, or it has ended
   */
  long cancel(Transaction tx, Drop drop, String reason, Optional<Kind> answer) throws SQLException {
    try {
      String self = self(tx);
      DropEnd end = new DropEnd(DropState.CANCELLED, self, self, reason, answer);
      return release(tx, drop, end, StatesBefore.UNSENT);
    } catch (HeldCreditsException e) {
      throw unsound(drop, e);
    }
  }

  private long release(Transaction tx, Drop drop, DropEnd end, StatesBefore before)
      throws SQLException {
    tx.updateLater(
        """
        UPDATE drop_order SET state = ?, settled_at = ?, actor = ?, reason = ?, answer = ?,
          available = ? + (SELECT balance - held FROM account WHERE account.id =
            drop_order.account)
        WHERE id = ? AND (state = ? OR state = ? OR state = ?)\
        """,
        moved -> requireMoved(tx, drop, end.state(), moved),
        end.state().name(),
        clock.millis(),
        end.actor(),
        end.reason(),
        end.answer().map(Kind::name).orElse(null),
        end.answer().isPresent() ? drop.price() : null,
        drop.id(),
        before.first(),
        before.second(),
        before.third());
    publish(tx, drop.member(), drop.id(), end.state());
    return ledger.release(tx, drop.account(), drop.price());
  }

  /**
   * Pays back the price of a drop that fell. It stays as it is, and so does the stock.
   *
   * @param actor who says so
   * @param reason why
   */
  void refund(Transaction tx, Drop drop, String actor, String reason) throws SQLException {
    tx.follow(events, new Event.DropMoved(drop.member(), drop.id(), "refunded"));
    ledger.move(
        tx,
        Transfer.refund(drop.id(), drop.account(), drop.price()),
        actor,
        refundReason(drop.id(), drop.item()) + reason);
  }

  /** How the ledger and the history name a refund of a drop, before the reason. */
  static String refundReason(long id, String item) {
    return "refund of drop " + id + " \"" + item + "\": ";
  }

  /** Settles a drop that may be in doubt: then the books also keep that it was. */
  long settle(Transaction tx, DropRow row, DropEnd end) throws SQLException {
    if (row.state() == DropState.IN_DOUBT) {
      DropEvents.record(
          tx, row.drop().id(), end.state(), clock.millis(), end.actor(), end.reason());
    }
    return settle(tx, row.drop(), end);
  }

  /**
   * Calls off a member's delayed drops by their rows, whoever has them in memory.
   *
   * @param reason why
   * @return how many they were
   */
  public int callOffDelayed(Transaction tx, MemberRecord member, String reason)
      throws SQLException {
    int off = 0;
    for (DropRow row : DropRow.inState(tx, DropState.DELAYED)) {
      if (row.drop().member() == member.id()) {
        cancel(tx, row.drop(), reason, row.key().map(key -> Kind.CANCELLED));
        off++;
      }
    }
    return off;
  }

  private static int requireMoved(Transaction tx, Drop drop, DropState to, int moved)
      throws SQLException {
    if (moved == 0) {
      throw new MovedException(drop.id(), DropRow.read(tx, drop.id()).state(), to);
    }
    return moved;
  }

  /** The state allows the end and the credits held do not: somebody else has edited the books. */
  private static StoreException unsound(Drop drop, HeldCreditsException cause) {
    String what = "drop " + drop.id() + ": " + cause.getMessage();
    return new StoreException(
        StoreException.Kind.UNSOUND,
        "the books are not sound: " + what + "; run drinkd ledger verify",
        cause);
  }

  /** How the ledger and the history name the charge of a drop. */
  static String chargeReason(String item) {
    return "drop \"" + item + "\"";
  }

  /** What the books know of a request's key. */
  Optional<RememberedRequest> remembered(Transaction tx, DropRequest request) throws SQLException {
    String key = request.key().orElseThrow();
    Optional<RememberedRequest> drop =
        RememberedRequest.find(tx, request, key, keys.oldestKept(), clock.instant());
    return drop.isPresent() || !keys.isRemembered(tx, request.member().id(), key)
        ? drop
        : Optional.of(RememberedRequest.OTHER);
  }
}
