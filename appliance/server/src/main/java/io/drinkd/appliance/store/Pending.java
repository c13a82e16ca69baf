package io.drinkd.appliance.store;

import java.sql.SQLException;

/** What comes of a statement that may still be on its way. */
@FunctionalInterface
public interface Pending<R> {

  /** Waits for it. On the thread of the transaction, and during it. */
  R get() throws SQLException;

  /** What is known already. */
  static <R> Pending<R> of(R known) {
    return () -> known;
  }
}
