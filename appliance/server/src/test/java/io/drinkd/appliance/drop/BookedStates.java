package io.drinkd.appliance.drop;

import io.drinkd.appliance.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the books remember of the states that a drop has gone through. */
final class BookedStates {

  private BookedStates() {}

  /** SENT if it was sent, what was noted since it was in doubt, and the state that it is in. */
  static List<DropState> of(Store store, long drop) {
    return store.readNow(
        tx -> {
          List<DropState> states = new ArrayList<>();
          tx.first(
              "SELECT sent_at FROM drop_order WHERE id = ? AND sent_at IS NOT NULL",
              row -> states.add(DropState.SENT),
              drop);
          tx.list(
              "SELECT state FROM drop_event WHERE drop_id = ? ORDER BY id",
              row -> states.add(DropState.valueOf(row.getString(1))),
              drop);
          Optional<DropState> now =
              tx.first(
                  "SELECT state FROM drop_order WHERE id = ?",
                  row -> DropState.valueOf(row.getString(1)),
                  drop);
          if (states.isEmpty() || states.get(states.size() - 1) != now.orElseThrow()) {
            states.add(now.orElseThrow());
          }
          return states;
        });
  }
}
