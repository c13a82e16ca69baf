package io.drinkd.bench.setup;

import io.drinkd.driver.testkit.ReservedPort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL for the time that this process runs, with an empty database: Debian's if it is
 * installed, else one that comes as a library.
 */
public final class BankServerMain {

  static final String USER = "postgres";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_MILLIS = 50;

  private BankServerMain() {}

  /**
   * Runs until the process is ended.
   *
   * @param arguments the folder that gets its files, and the name of the database
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    Optional<InstalledPostgres> installed = InstalledPostgres.find();
    try (ReservedPort reserved = ReservedPort.any()) {
      int port = reserved.number();
      if (installed.isPresent()) {
        start(installed.get(), folder, port);
      } else {
        startEmbedded(folder, port);
      }
      String version = prepare(port, arguments[1]);
      System.out.println("PostgreSQL " + version + " listening on 127.0.0.1:" + port);
      new CountDownLatch(1).await();
    }
  }

  private static void start(InstalledPostgres installed, Path folder, int port)
      throws IOException, InterruptedException {
    Process server = installed.start(folder, port);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> InstalledPostgres.end(server)));
  }

  private static void startEmbedded(Path folder, int port) throws IOException {
    // As it is shipped: the library would turn off what keeps data safe. It ends with the process.
    EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(folder)
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  /** Makes the database, once the server takes connections; returns the server's version. */
  private static String prepare(int port, String database)
      throws InterruptedException, SQLException {
    var never = new CountDownLatch(1);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Connection connection = DriverManager.getConnection(url(port, USER), USER, "");
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + database);
        return connection.getMetaData().getDatabaseProductVersion();
      } catch (SQLException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        never.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Of a database of the server that listens there. */
  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }
}
