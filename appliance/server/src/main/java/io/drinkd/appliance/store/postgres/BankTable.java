package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table that each home of books has, for copying its rows.
 *
 * @param name its name
 * @param columns all of them, in their order
 * @param key those that order its rows
 */
record BankTable(String name, List<Column> columns, List<String> key) {

  /** Whose rows are read. */
  enum Home {
    BOOKS,
    BANK
  }

  /**
   * A column.
   *
   * @param name its name
   * @param flag whether it holds truth values, which are numbers elsewhere
   * @param counted whether the server gives it numbers
   */
  record Column(String name, boolean flag, boolean counted) {}

  /** All of them, each after those that its rows refer to. */
  static List<BankTable> all(Transaction tx) throws SQLException {
    List<String> names =
        tx.list(
            """
            SELECT relname FROM pg_class
            WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
              AND relname NOT LIKE 'flyway%' AND relname NOT LIKE 'bank%'
            ORDER BY oid\
            """,
            row -> row.getString(1));
    List<BankTable> tables = new ArrayList<>();
    for (String name : names) {
      tables.add(new BankTable(name, columns(tx, name), key(tx, name)));
    }
    return tables;
  }

  private static List<Column> columns(Transaction tx, String table) throws SQLException {
    return tx.list(
        """
        SELECT a.attname, a.atttypid = 'boolean'::regtype, a.attidentity <> ''
        FROM pg_attribute a
        WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum\
        """,
        row -> new Column(row.getString(1), row.getBoolean(2), row.getBoolean(3)),
        table);
  }

  private static List<String> key(Transaction tx, String table) throws SQLException {
    return tx.list(
        """
        SELECT a.attname FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
        WHERE i.indrelid = ?::regclass AND i.indisprimary
        ORDER BY array_position(i.indkey::int[], a.attnum::int)\
        """,
        row -> row.getString(1),
        table);
  }

  String select(Home home) {
    return "SELECT "
        + columns.stream()
            .map(column -> home == Home.BANK && column.flag ? column.name + "::int" : column.name)
            .collect(Collectors.joining(", "))
        + " FROM "
        + name
        + " ORDER BY "
        + String.join(", ", key);
  }

  /** What takes the {@link #line}s. */
  String copyStatement() {
    return "COPY "
        + name
        + " ("
        + columns.stream().map(Column::name).collect(Collectors.joining(", "))
        + ") FROM STDIN";
  }

  /** Numbers that the server gives follow those that there are. */
  List<String> statementsAfter() {
    return columns.stream()
        .filter(Column::counted)
        .map(
            column ->
                String.format(
                    Locale.ROOT,
                    "SELECT setval(pg_get_serial_sequence('%s', '%s'),"
                        + " (SELECT coalesce(max(%s), 0) + 1 FROM %s), false)",
                    name,
                    column.name,
                    column.name,
                    name))
        .toList();
  }

  /** A row as COPY reads it. */
  String line(Row row) throws SQLException {
    StringBuilder line = new StringBuilder();
    for (int i = 1; i <= columns.size(); i++) {
      String value = row.getString(i);
      line.append(i == 1 ? "" : "\t").append(value == null ? "\\N" : escaped(value));
    }
    return line.append('\n').toString();
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
