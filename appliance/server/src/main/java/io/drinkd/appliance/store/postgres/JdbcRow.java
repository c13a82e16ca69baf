package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.Row;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The row at which a result set stands. */
record JdbcRow(ResultSet rows) implements Row {

  @Override
  public long getLong(int column) throws SQLException {
    return rows.getLong(column);
  }

  @Override
  public int getInt(int column) throws SQLException {
    return rows.getInt(column);
  }

  @Override
  public boolean getBoolean(int column) throws SQLException {
    return rows.getBoolean(column);
  }

  @Override
  public String getString(int column) throws SQLException {
    return rows.getString(column);
  }

  @Override
  public int columns() throws SQLException {
    return rows.getMetaData().getColumnCount();
  }

  @Override
  public String name(int column) throws SQLException {
    return rows.getMetaData().getColumnLabel(column);
  }
}
