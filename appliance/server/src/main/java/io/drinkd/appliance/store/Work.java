package io.drinkd.appliance.store;

import java.sql.SQLException;

/** A piece of work in a transaction. If it throws, everything that it did is rolled back. */
@FunctionalInterface
public interface Work<T> {
  T run(Transaction transaction) throws SQLException;
}
