package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.Row;
import java.sql.SQLException;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/** The row at which a statement stands. SQLite numbers its columns from 0. */
record SqliteRow(SafeStmtPtr statement) implements Row {

  @Override
  public long getLong(int column) throws SQLException {
    return statement.safeRunLong((database, pointer) -> database.column_long(pointer, column - 1));
  }

  @Override
  public int getInt(int column) throws SQLException {
    return statement.safeRunInt((database, pointer) -> database.column_int(pointer, column - 1));
  }

  @Override
  public boolean getBoolean(int column) throws SQLException {
    return getInt(column) != 0;
  }

  @Override
  public String getString(int column) throws SQLException {
    return statement.safeRun((database, pointer) -> database.column_text(pointer, column - 1));
  }

  @Override
  public int columns() throws SQLException {
    return statement.safeRunInt(DB::column_count);
  }

  @Override
  public String name(int column) throws SQLException {
    return statement.safeRun((database, pointer) -> database.column_name(pointer, column - 1));
  }
}
