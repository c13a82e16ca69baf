package io.drinkd.bench.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * {@code MadeUpMonthMain CONF DATA MEMBER CREDITS} fills books that have tables and nothing in them
 * with a month of a house whose machines are those of CONF. MEMBER is one of the house, and has
 * CREDITS at the end.
 */
public final class MadeUpMonthMain {

  /** How long it is. */
  static final int DAYS = 30;

  private static final int ARGUMENTS = 4;

  private MadeUpMonthMain() {}

  public static void main(String[] args) throws IOException, SQLException {
    if (args.length != ARGUMENTS) {
      System.err.println("expected four arguments: CONF DATA MEMBER CREDITS");
      System.exit(2);
    }
    write(Path.of(args[0]), Path.of(args[1]), args[2], Long.parseLong(args[3]), Instant.now());
  }

  static void write(Path conf, Path data, String member, long credits, Instant now)
      throws IOException, SQLException {
    List<DemoMachine> machines = DemoMachine.all(conf);
    try (MadeUpBooks books = MadeUpBooks.open(data.resolve("drinkd.db"))) {
      new MadeUpLife(books, machines, member, credits).write(now);
    }
    MadeUpReadings.write(data.resolve("readings.db"), machines, now);
  }
}
