package io.drinkd.bench.setup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PostgreSQL in a process of its own, for the banks of a run. */
public final class BankServer implements AutoCloseable {

  private static final Pattern LISTENING =
      Pattern.compile("(PostgreSQL .*) listening on 127\\.0\\.0\\.1:(\\d+)");

  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without");
  private static final String YARDSTICK = "yardstick";

  private final ChildProcess process;
  private final Path folder;
  private final int port;
  private final String version;

  private BankServer(ChildProcess process, Path folder) throws IOException, InterruptedException {
    this.process = process;
    this.folder = folder;
    var found = process.await(LISTENING);
    version = found.group(1);
    port = Integer.parseInt(found.group(2));
  }

  /**
   * Starts it.
   *
   * @param folder gets its files; emptied first
   */
  public static BankServer start(Path folder) throws IOException, InterruptedException {
    SetupFolder.empty(folder);
    Files.createDirectories(folder);
    ChildProcess process =
        ChildProcess.start(
            folder.resolve("server.log"),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                BankServerMain.class.getName(),
                folder.resolve("data").toString(),
                YARDSTICK));
    try {
      BankServer server = new BankServer(process, folder);
      server.execute(YARDSTICK, "CREATE TABLE entry (id BIGSERIAL PRIMARY KEY, amount BIGINT)");
      return server;
    } catch (IOException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  /** What it is. */
  public String version() {
    return version;
  }

  /** Where a database of it is, as a configuration has it. */
  String url(String database) {
    return "postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Makes a database anew. */
  void create(String database) throws IOException {
    execute(BankServerMain.USER, "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    execute(BankServerMain.USER, "CREATE DATABASE " + database);
  }

  private void execute(String database, String sql) throws IOException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IOException(sql, e);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(BankServerMain.url(port, database), BankServerMain.USER, "");
  }

  /**
   * How many commits of one row each it makes in a second, as durable as a bank's: by pgbench, or
   * by a loop like it if that is not installed; one client, that waits for each.
   */
  public double commits(Duration time) throws IOException, InterruptedException, TimeoutException {
    var pgbench = InstalledPostgres.find().flatMap(InstalledPostgres::pgbench);
    return pgbench.isPresent() ? byPgbench(pgbench.get(), time) : byLoop(time);
  }

  private double byPgbench(Path pgbench, Duration time)
      throws IOException, InterruptedException, TimeoutException {
    Path script =
        Files.writeString(
            folder.resolve("commit.sql"), "INSERT INTO entry (amount) VALUES (50);\n");
    List<String> command =
        List.of(
            pgbench.toString(),
            "--no-vacuum",
            "--protocol=prepared",
            "--file=" + script,
            "--time=" + Math.max(1, time.toSeconds()),
            "--host=127.0.0.1",
            "--port=" + port,
            "--username=" + BankServerMain.USER,
            YARDSTICK);
    try (ChildProcess run = ChildProcess.start(folder.resolve("pgbench.log"), command)) {
      run.awaitEnd();
      Matcher rate = RATE.matcher(run.text());
      if (!rate.find()) {
        throw new IOException("pgbench says: " + run.text());
      }
      return Double.parseDouble(rate.group(1));
    }
  }

  private double byLoop(Duration time) throws IOException {
    try (Connection connection = connect(YARDSTICK);
        var insert = connection.prepareStatement("INSERT INTO entry (amount) VALUES (50)")) {
      long begunNanos = System.nanoTime();
      long done = 0;
      while (System.nanoTime() - begunNanos < time.toNanos()) {
        insert.executeUpdate();
        done++;
      }
      return done * 1e9 / (System.nanoTime() - begunNanos);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** What all its processes have in memory of their own, in bytes, without what they share. */
  public long privateBytes() throws IOException {
    long all = 0;
    for (ProcessHandle one : ProcessHandle.of(process.pid()).orElseThrow().descendants().toList()) {
      all += privateBytes(one.pid());
    }
    return all;
  }

  private static long privateBytes(long pid) throws IOException {
    Path rollup = Path.of("/proc", String.valueOf(pid), "smaps_rollup");
    File file = rollup.toFile();
    if (!file.canRead()) {
      return 0;
    }
    long kilobytes = 0;
    for (String line : Files.readAllLines(rollup)) {
      if (line.startsWith("Private_")) {
        kilobytes += Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return kilobytes * 1024;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s on port %d", version, port);
  }

  @Override
  public void close() {
    process.close();
  }
}
