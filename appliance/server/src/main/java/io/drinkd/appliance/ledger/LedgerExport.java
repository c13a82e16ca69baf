package io.drinkd.appliance.ledger;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Exports all transfers for other programs, oldest first. */
public final class LedgerExport {

  /** How many transfers are in memory at a time. */
  private static final int PAGE = 1_000;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  private record Account(long id, String name) {}

  private record Row(
      long id, Account debit, Account credit, long amount, Instant at, String actor, String why) {}

  private LedgerExport() {}

  /** Comma-separated values with a header line, quoted as in RFC 4180. */
  public static CompletableFuture<Void> csv(Store store, Appendable out) {
    return store.readAlone(
        tx -> {
          append(out, "id,time,debit,credit,amount,actor,reason\r\n");
          each(tx, out, LedgerExport::csv);
          return null;
        });
  }

  private static String csv(Row row) {
    return String.join(
            ",",
            Long.toString(row.id),
            row.at.toString(),
            csvQuoted(row.debit.name),
            csvQuoted(row.credit.name),
            Long.toString(row.amount),
            csvQuoted(row.actor),
            csvQuoted(row.why))
        + "\r\n";
  }

  private static String csvQuoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /**
   * Beancount, the plain-text accounting language. What members have is a liability of the house,
   * sales are its income.
   */
  public static CompletableFuture<Void> beancount(Store store, Appendable out) {
    return store.readAlone(
        tx -> {
          append(out, "option \"title\" \"drinkd\"\noption \"operating_currency\" \"CREDIT\"\n\n");
          tx.list(
                  """
                  SELECT a.id, a.name, coalesce(min(t.at), 0) AS first FROM account a
                  LEFT JOIN (SELECT debit_account AS account, at FROM transfer
                    UNION ALL SELECT credit_account, at FROM transfer) t ON t.account = a.id
                  GROUP BY a.id ORDER BY a.id\
                  """,
                  row ->
                      DATE.format(Instant.ofEpochMilli(row.getLong(3)))
                          + " open "
                          + beancount(new Account(row.getLong(1), row.getString(2)))
                          + " CREDIT\n")
              .forEach(line -> append(out, line));
          each(tx, out, LedgerExport::beancount);
          return null;
        });
  }

  private static String beancount(Row row) {
    return """

    %s * "%s"
      id: "%d"
      actor: "%s"
      %s  %d CREDIT
      %s  -%d CREDIT
    """
        .formatted(
            DATE.format(row.at),
            beancountQuoted(row.why),
            row.id,
            beancountQuoted(row.actor),
            beancount(row.debit),
            row.amount,
            beancount(row.credit),
            row.amount);
  }

  /** Parts of an account's name are letters, digits and hyphens; the number makes it unique. */
  private static String beancount(Account account) {
    String name = account.name.substring(account.name.indexOf(':') + 1);
    if (account.id == Ledger.SALES) {
      return "Income:Sales";
    }
    if (account.name.startsWith("house:")) {
      return "Equity:" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
    return "Liabilities:Members:" + account.id + "-" + name.replaceAll("[^A-Za-z0-9]", "-");
  }

  private static String beancountQuoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static void each(Transaction tx, Appendable out, Function<Row, String> format)
      throws SQLException {
    long last = 0;
    List<Row> page;
    do {
      page =
          tx.list(
              """
              SELECT t.id, t.amount, t.at, t.actor, t.reason, d.id AS debit, d.name AS debit_name,
                c.id AS credit, c.name AS credit_name
              FROM transfer t
              JOIN account d ON d.id = t.debit_account JOIN account c ON c.id = t.credit_account
              WHERE t.id > ? ORDER BY t.id LIMIT ?\
              """,
              row ->
                  new Row(
                      row.getLong(1),
                      new Account(row.getLong(6), row.getString(7)),
                      new Account(row.getLong(8), row.getString(9)),
                      row.getLong(2),
                      Instant.ofEpochMilli(row.getLong(3)),
                      row.getString(4),
                      row.getString(5)),
              last,
              PAGE);
      for (Row row : page) {
        append(out, format.apply(row));
        last = row.id;
      }
    } while (page.size() == PAGE);
  }

  private static void append(Appendable out, String text) {
    try {
      out.append(text);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing the export failed: " + e.getMessage(), e);
    }
  }
}
