package io.drinkd.appliance.store;

import java.sql.SQLException;

/**
 * The row at which a query stands; valid until the next one is read. Columns are numbered from 1.
 */
public interface Row {

  /** A number; 0 if there is none. */
  long getLong(int column) throws SQLException;

  /** A number of at most 32 bits; 0 if there is none. */
  int getInt(int column) throws SQLException;

  /** Whether a number is not 0, or a truth value is true. */
  boolean getBoolean(int column) throws SQLException;

  /** A text, or anything else as one; null if there is none. */
  String getString(int column) throws SQLException;

  /** How many columns there are. */
  int columns() throws SQLException;

  /** What the query calls a column. */
  String name(int column) throws SQLException;
}
