package io.drinkd.appliance;

import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Services;
import java.util.List;

/** Drops written into books without a board. */
final class DropsInTheBooks {

  /** When the board's answer did not come, in milliseconds. */
  private static final long AT = 1_795_163_117_000L;

  private DropsInTheBooks() {}

  /** A drop of 30 credits from slot 1 of machine d, as it stands after the board did not answer. */
  static long addInDoubt(Services books, MemberRecord member) {
    return books
        .foundation()
        .store()
        .<Long>writeNow(
            tx -> {
              Ledger ledger = books.foundation().ledger();
              long id = ledger.hold(tx, member.account(), Ledger.SALES, 30).id();
              tx.update(
                  """
                  INSERT INTO slot (machine, number, item, price) VALUES ('d', 1, 'Coke', 30)
                  ON CONFLICT DO NOTHING\
                  """);
              tx.update(
                  """
                  INSERT INTO drop_order (id, member, machine, slot, item, price, state, due_at,
                    requested_at, changed_at) VALUES (?, ?, 'd', 1, 'Coke', 30, 'IN_DOUBT', 0, 0, 0)\
                  """,
                  id,
                  member.id());
              for (String state : List.of("QUEUED", "SENT", "IN_DOUBT")) {
                tx.update(
                    """
                    INSERT INTO drop_event (drop_id, state, at, actor, reason)
                    VALUES (?, ?, ?, 'system', 'no answer')\
                    """,
                    id,
                    state,
                    AT);
              }
              return id;
            });
  }
}
