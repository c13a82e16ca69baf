package io.drinkd.appliance.drop;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What boards answered when their drops were in doubt already. */
final class LateAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(LateAnswers.class);

  private static final String ANSWERED = "the board answered late";

  private final DropServices services;

  LateAnswers(DropServices services) {
    this.services = services;
  }

  /** The board of a drop has answered, so that it ends. */
  void settle(long id, DropState state) {
    settleLate(id, state, true);
  }

  /**
   * What the board has answered is not lost while the disk is full.
   *
   * @param first whether it is the first attempt, of which the log tells
   */
  private void settleLate(long id, DropState state, boolean first) {
    services
        .store()
        .write(tx -> settleLate(tx, id, state))
        .whenComplete(
            (before, failure) -> {
              if (failure instanceof StoreException) {
                services.unwritten().add(id, true, state, ANSWERED);
                if (first && services.store().away().isPresent()) {
                  // That the bank is away is said once for all drops.
                  LOG.info(
                      "drop {}: late answer of its board ({}) is written once the bank is back",
                      id,
                      state);
                } else if (first) {
                  // What to do: free space on the disk, or replace it; it is written as soon as
                  // that is possible.
                  LOG.error(
                      "drop {}: late answer of its board ({}) could not be written: {}; trying"
                          + " again",
                      id,
                      state,
                      failure.getMessage());
                }
                services.timers().after(Settlement.AGAIN_AFTER, () -> settleLate(id, state, false));
                return;
              }
              services.unwritten().remove(id, state);
              if (failure != null) {
                // What to do: report it as a fault; the drop keeps its state in the books.
                LOG.error("drop {}: late answer of its board ({}) not settled", id, state, failure);
              } else if (before == state) {
                LOG.info("drop {}: late answer of its board ({}), which was known", id, state);
              } else if (before.ended()) {
                // What to do: compare the cans with the books: the drop was decided before its
                // board answered.
                LOG.warn(
                    "drop {}: late answer of its board ({}) ignored, it is {}", id, state, before);
              }
            });
  }

  /** Returns the state before; a drop that has ended stays as it is. */
  private DropState settleLate(Transaction tx, long id, DropState state) throws SQLException {
    DropRow row = DropRow.read(tx, id);
    if (row.state() == DropState.SENT) {
      // It was answered as in doubt, which could not be written yet.
      services.drops().doubt(tx, row.drop(), "the board did not answer in time", List.of());
      row = DropRow.read(tx, id);
    }
    if (!row.state().ended()) {
      services.drops().settle(tx, row, new DropEnd(state, DropStore.BOARD, ANSWERED));
    }
    return row.state();
  }
}
