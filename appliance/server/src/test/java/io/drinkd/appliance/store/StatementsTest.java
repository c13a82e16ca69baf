package io.drinkd.appliance.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books can be kept in two homes: each statement of the code must fit the tables of both. */
class StatementsTest {

  @TempDir static Path folder;
  private static Connection sqlite;
  private static Connection postgres;

  @BeforeAll
  static void open() throws SQLException {
    SqliteStore.open(folder).close();
    sqlite = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(SqliteStore.FILE_NAME));
    postgres = TestBanks.connect(TestBanks.create());
  }

  @AfterAll
  static void close() throws SQLException {
    sqlite.close();
    postgres.close();
  }

  @Test
  void everyStatementFitsTheTablesOfBothHomes() throws IOException {
    Map<String, String> statements = CodeStatements.all();
    assertThat(statements).hasSizeGreaterThan(60);
    List<String> refused = new ArrayList<>();
    statements.forEach(
        (sql, where) -> {
          for (Connection home : List.of(sqlite, postgres)) {
            try {
              prepare(home, sql);
            } catch (SQLException e) {
              refused.add(where + ": " + e.getMessage() + "\n" + sql);
            }
          }
        });
    assertThat(refused).isEmpty();
  }

  /** PostgreSQL looks at a statement once its parameters are described. */
  private static void prepare(Connection home, String sql) throws SQLException {
    try (PreparedStatement statement = home.prepareStatement(sql)) {
      statement.getParameterMetaData().getParameterCount();
      if (home == postgres) {
        statement.getMetaData();
      }
    }
  }

  /** Drops are millions, and open ones few; only who verifies the books looks at all of them. */
  @Test
  void openDropsAreFoundWithoutLookingAtAll() throws IOException {
    List<String> slow = new ArrayList<>();
    CodeStatements.all()
        .forEach(
            (sql, where) -> {
              if (sql.contains("settled_at IS NULL") && !where.contains("Rules")) {
                plan(sql)
                    .filter(step -> step.matches("SCAN (drop_order|d)\\b.*"))
                    .filter(step -> !step.contains("INDEX drop_open"))
                    .forEach(step -> slow.add(where + ": " + step + "\n" + sql));
              }
            });
    assertThat(slow).isEmpty();
  }

  private static Stream<String> plan(String sql) {
    List<String> steps = new ArrayList<>();
    try (PreparedStatement statement = sqlite.prepareStatement("EXPLAIN QUERY PLAN " + sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        steps.add(rows.getString("detail"));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
    return steps.stream();
  }

  @Test
  void bothHomesHaveTheSameColumns() throws SQLException {
    assertThat(columns(postgres, "public")).isEqualTo(columns(sqlite, null));
  }

  private static Map<String, Set<String>> columns(Connection home, String schema)
      throws SQLException {
    Map<String, Set<String>> columns = new TreeMap<>();
    try (ResultSet rows = home.getMetaData().getColumns(null, schema, "%", "%")) {
      while (rows.next()) {
        String table = rows.getString("TABLE_NAME");
        if (!table.matches("(sqlite|flyway|bank)_.*")) {
          columns.computeIfAbsent(table, any -> new TreeSet<>()).add(column(rows));
        }
      }
    }
    columns.keySet().removeIf(name -> columns.get(name).isEmpty() || isIndex(home, schema, name));
    return columns;
  }

  /** PostgreSQL lists indexes among what has columns. */
  private static boolean isIndex(Connection home, String schema, String name) {
    try (ResultSet tables =
        home.getMetaData().getTables(null, schema, name, new String[] {"TABLE"})) {
      return !tables.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String column(ResultSet row) throws SQLException {
    boolean text = row.getString("TYPE_NAME").toUpperCase(Locale.ROOT).equals("TEXT");
    boolean key = row.getString("COLUMN_NAME").equals("id");
    boolean nullable = !key && row.getString("IS_NULLABLE").equals("YES");
    return row.getString("COLUMN_NAME")
        + (text ? " text" : " number")
        + (nullable ? "" : " not null");
  }
}
