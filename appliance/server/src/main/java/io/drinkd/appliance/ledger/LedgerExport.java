package io.drinkd.appliance.ledger;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Exports all transfers for other programs, oldest first, as they are when it begins.
 *
 * <p>It reads them by pages, each in a snapshot of its own: while the output waits for whoever
 * takes it, for hours perhaps, no snapshot is held that would keep the books' log from being
 * shortened.
 */
public final class LedgerExport {

  /** How many transfers are in memory at a time. */
  private static final int PAGE = 4_000;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  private record Account(long id, String name) {}

  private record Row(
      long id, Account debit, Account credit, long amount, Instant at, String actor, String why) {}

  private LedgerExport() {}

  /**
   * Comma-separated values with a header line, quoted as in RFC 4180. Blocks until all is written.
   *
   * @throws UncheckedIOException if {@code out} fails
   */
  public static void csv(StoreView store, Appendable out) {
    long last = last(store);
    append(out, "id,time,debit,credit,amount,actor,reason\r\n");
    each(store, last, row -> append(out, csv(row)));
  }

  private static String csv(Row row) {
    return String.join(
            ",",
            Long.toString(row.id),
            row.at.toString(),
            Printable.cell(row.debit.name),
            Printable.cell(row.credit.name),
            Long.toString(row.amount),
            Printable.cell(row.actor),
            Printable.cell(row.why))
        + "\r\n";
  }

  /**
   * Beancount, the plain-text accounting language. What members have is a liability of the house,
   * sales are its income. Blocks until all is written.
   *
   * @throws UncheckedIOException if {@code out} fails
   */
  public static void beancount(StoreView store, Appendable out) {
    long last = last(store);
    append(out, "option \"title\" \"drinkd\"\noption \"operating_currency\" \"CREDIT\"\n\n");
    opened(store).forEach(line -> append(out, line));
    each(store, last, row -> append(out, beancount(row)));
  }

  private static List<String> opened(StoreView store) {
    return read(
        store,
        tx ->
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
                        + " CREDIT\n"));
  }

  private static String beancount(Row row) {
    return String.format(
        Locale.ROOT,
        """

        %s * "%s"
          id: "%d"
          actor: "%s"
          %s  %d CREDIT
          %s  -%d CREDIT
        """,
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

  /** The newest transfer now: later ones are not exported. */
  private static long last(StoreView store) {
    return read(
            store,
            tx -> tx.first("SELECT coalesce(max(id), 0) FROM transfer", row -> row.getLong(1)))
        .orElseThrow();
  }

  /** Transfers are final, so pages that are read at different times fit together. */
  private static void each(StoreView store, long last, Consumer<Row> consumer) {
    long done = 0;
    while (done < last) {
      List<Row> page = page(store, done, last);
      page.forEach(consumer);
      done = page.isEmpty() ? last : page.get(page.size() - 1).id;
    }
  }

  private static List<Row> page(StoreView store, long after, long last) {
    return read(
        store,
        tx ->
            tx.list(
                """
                SELECT t.id, t.amount, t.at, t.actor, t.reason, d.id AS debit,
                  d.name AS debit_name, c.id AS credit, c.name AS credit_name
                FROM transfer t
                JOIN account d ON d.id = t.debit_account
                JOIN account c ON c.id = t.credit_account
                WHERE t.id > ? AND t.id <= ? ORDER BY t.id LIMIT ?\
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
                after,
                last,
                PAGE));
  }

  private static <T> T read(StoreView store, Work<T> work) {
    return store.readAlone(work).join();
  }

  private static void append(Appendable out, String text) {
    try {
      out.append(text);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the export failed: " + FileFailure.reason(e), e);
    }
  }
}
