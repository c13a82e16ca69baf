package io.drinkd.appliance.process;

import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.driver.testkit.ReservedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of a test's own, as it is shipped, that can be killed, frozen, started again,
 * copied and promoted. Its superuser is {@code postgres}, who needs no password.
 */
public final class RunningPostgres implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What each server has for itself. */
  private static final Set<String> OWN =
      Set.of("port", "unix_socket_directories", "primary_conninfo");

  private final Path data;
  private final int port;

  /** Keeps its port while it does not run. */
  private final Optional<ReservedPort> reserved;

  private final Map<String, String> settings = new LinkedHashMap<>();
  private Optional<ChildProcess> process = Optional.empty();

  /** What earlier processes of it said. */
  private final StringBuilder log = new StringBuilder();

  private RunningPostgres(Path data, int port, Optional<ReservedPort> reserved) {
    this.data = data;
    this.port = port;
    this.reserved = reserved;
    settings.put("port", String.valueOf(port));
    settings.put("unix_socket_directories", data.toString());
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("max_wal_size", "64MB");
    settings.put("min_wal_size", "32MB");
  }

  /**
   * Makes the files of a new server, which is not started yet.
   *
   * @param data a folder that is empty, or not there
   */
  public static RunningPostgres create(Path data) throws IOException {
    ReservedPort port = ReservedPort.any();
    return create(data, port.number(), Optional.of(port));
  }

  /**
   * The same on a port that the caller has reserved, or that is free in a network of its own.
   *
   * @param data a folder that is empty, or not there
   */
  public static RunningPostgres create(Path data, int port) throws IOException {
    return create(data, port, Optional.empty());
  }

  private static RunningPostgres create(Path data, int port, Optional<ReservedPort> reserved)
      throws IOException {
    PostgresPrograms.run(
        "initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "-D", data.toString());
    Files.writeString(
        data.resolve("pg_hba.conf"),
        "host all all 0.0.0.0/0 trust\nhost replication all 0.0.0.0/0 trust\n",
        StandardOpenOption.APPEND);
    return new RunningPostgres(data, port, reserved);
  }

  /** Another setting, from the next start on. */
  public RunningPostgres with(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /** Starts it, and waits until it can be asked. */
  public void start() throws IOException {
    startUnready();
    awaitReady();
  }

  /** Starts it, and does not wait for more than the process itself. */
  public void startUnready() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-D", data.toString()));
    settings.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    ProcessBuilder builder = PostgresPrograms.builder("postgres", arguments.toArray(String[]::new));
    process = Optional.of(new ChildProcess("postgres", builder));
  }

  /** Waits until it can be asked. */
  public void awaitReady() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              try (Connection connection = connect("postgres")) {
                return connection.isValid(1);
              } catch (SQLException e) {
                return false;
              }
            });
  }

  /** Whether its process lives. */
  public boolean isRunning() {
    return process.filter(one -> !one.endsWithin(Duration.ZERO)).isPresent();
  }

  /** All that it has said. */
  public String log() {
    return log + process.map(ChildProcess::output).orElse("");
  }

  /** Ends it and all its children at once, as a power cut does. */
  public void kill() {
    List<ProcessHandle> all = all();
    all.forEach(ProcessHandle::destroyForcibly);
    process.ifPresent(ChildProcess::kill);
    await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    forget();
  }

  /** Ends it in good order, without waiting for its clients. */
  public void stop() {
    process.ifPresent(one -> signal("INT", Stream.of(one.pid())));
    process.ifPresent(ChildProcess::awaitEnd);
    forget();
  }

  private void forget() {
    process.ifPresent(one -> log.append(one.output()).append('\n'));
    process = Optional.empty();
  }

  /** Stops all its processes, as a machine that swaps, or lets them continue. */
  public void freeze(boolean now) {
    signal(now ? "STOP" : "CONT", all().stream().map(ProcessHandle::pid));
  }

  private List<ProcessHandle> all() {
    return process.stream()
        .flatMap(one -> ProcessHandle.of(one.pid()).stream())
        .flatMap(one -> Stream.concat(Stream.of(one), one.descendants()))
        .toList();
  }

  private static void signal(String signal, Stream<Long> pids) {
    // One may have ended since.
    Commands.run("kill -" + signal + " " + joined(pids) + " 2>/dev/null || true");
  }

  private static String joined(Stream<Long> pids) {
    return pids.map(String::valueOf).collect(Collectors.joining(" "));
  }

  /**
   * A server with a copy of the files of this one, which runs. It follows this one as soon as it is
   * started.
   *
   * @param copy a folder that is not there
   * @param name by which this one may wait for it
   */
  public RunningPostgres replica(Path copy, int itsPort, String name)
      throws IOException, SQLException {
    String label;
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_backup_start('" + name + "', true)");
      // Files that come and go meanwhile are in the log of writes.
      Commands.run("cp -a '" + data + "' '" + copy + "' 2>/dev/null || true");
      try (ResultSet row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        row.next();
        label = row.getString(1);
      }
    }
    Files.writeString(copy.resolve("backup_label"), label);
    Files.createFile(copy.resolve("standby.signal"));
    Files.deleteIfExists(copy.resolve("postmaster.pid"));
    String here = "host=127.0.0.1 port=" + port + " user=postgres application_name=" + name;
    RunningPostgres replica = new RunningPostgres(copy, itsPort, Optional.empty());
    settings.forEach(
        (setting, value) -> {
          if (!OWN.contains(setting)) {
            replica.settings.put(setting, value);
          }
        });
    return replica.with("primary_conninfo", here);
  }

  /** Makes a replica the one that takes writes. */
  public void promote() throws SQLException {
    execute("postgres", "SELECT pg_promote()");
  }

  /** Who may come by its local socket, from the next start on: lines of its two files for that. */
  public RunningPostgres admit(List<String> hosts, List<String> names) throws IOException {
    List<String> all = new ArrayList<>(hosts);
    all.add("host all all 127.0.0.1/32 trust");
    Files.write(data.resolve("pg_hba.conf"), all);
    Files.write(data.resolve("pg_ident.conf"), names);
    return this;
  }

  /** How it is reached by its local socket, without a password. */
  public BankAddress localAddress(String database, String user) {
    return new BankAddress(
        List.of(new BankAddress.Host(settings.get("unix_socket_directories"), port)),
        database,
        user,
        "",
        Optional.empty(),
        BankAddress.TAKEOVER);
  }

  /** How whoever runs on this host reaches a database of it. */
  public BankAddress address(String database) {
    return new BankAddress(
        List.of(new BankAddress.Host("127.0.0.1", port)),
        database,
        "postgres",
        "",
        Optional.empty(),
        BankAddress.TAKEOVER);
  }

  /** The folder of its files. */
  public Path data() {
    return data;
  }

  /** Its port. */
  public int port() {
    return port;
  }

  /** A connection as its superuser. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:"
            + port
            + "/"
            + database
            + "?sslmode=disable&connectTimeout=3&socketTimeout=20",
        "postgres",
        "");
  }

  /** Has it do something. */
  public void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Reads the row at which the result set stands. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** The rows of a query. */
  public <T> List<T> list(String database, String sql, RowReader<T> reader) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(reader.read(rows));
      }
      return found;
    }
  }

  @Override
  public void close() {
    kill();
    reserved.ifPresent(ReservedPort::close);
  }
}
