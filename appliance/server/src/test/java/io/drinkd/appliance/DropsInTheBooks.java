package io.drinkd.appliance;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Services;

/** Drops written into books without a board. */
final class DropsInTheBooks {

  /** When the board's answer did not come, in milliseconds. */
  private static final long AT = 1_795_163_117_000L;

  private DropsInTheBooks() {}

  /** A drop of 30 credits from slot 1 of machine d, as it stands after the board did not answer. */
  static long addInDoubt(Services books, MemberRecord member) {
    return addInDoubt(books, member, 30);
  }

  /** The same at another price. */
  static long addInDoubt(Services books, MemberRecord member, long price) {
    return books
        .foundation()
        .store()
        .<Long>writeNow(
            tx -> {
              books.foundation().ledger().hold(tx, member.account(), price);
              if (tx.update(
                      """
                      INSERT INTO slot (machine, number, item, price, capacity)
                      VALUES ('d', 1, 'Coke', 30, 0) ON CONFLICT DO NOTHING\
                      """)
                  == 1) {
                tx.update(
                    """
                    INSERT INTO slot_price (machine, slot, price, at, actor)
                    VALUES ('d', 1, 30, 0, 'test')\
                    """);
              }
              long id =
                  tx.insert(
                      """
                      INSERT INTO drop_order (member, account, appliance, machine, slot, item, price,
                        requested_at, delay_millis, state, sent_at)
                      VALUES (?, ?, 'test', 'd', 1, 'Coke', ?, 0, 0, 'IN_DOUBT', 0) RETURNING id\
                      """,
                      member.id(),
                      member.account(),
                      price);
              tx.update(
                  """
                  INSERT INTO drop_event (drop_id, state, at, actor, reason, said)
                  VALUES (?, 'IN_DOUBT', ?, 'system', 'no answer',
                    '2026-11-20 08:25:16.000 > 31\n2026-11-20 08:25:16.500 < 5')\
                  """,
                  id,
                  AT);
              return id;
            });
  }

  /** A drop of 30 credits from slot 1 of machine d whose delay is not over. */
  static void addDelayed(Services books, MemberRecord member) {
    books
        .foundation()
        .store()
        .writeNow(
            tx -> {
              books.foundation().ledger().hold(tx, member.account(), 30);
              return tx.update(
                  """
                  INSERT INTO drop_order (member, account, appliance, machine, slot, item, price,
                    requested_at, delay_millis, state)
                  VALUES (?, ?, 'test', 'd', 1, 'Coke', 30, 0, 3600000, 'DELAYED')\
                  """,
                  member.id(),
                  member.account());
            });
  }
}
