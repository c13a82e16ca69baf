package io.drinkd.appliance.process;

import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.driver.testkit.ReservedPort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The programs of an unmodified PostgreSQL: those of the library for tests, or with {@code
 * -Ddrinkd.test.postgres=FOLDER} those of a folder, such as Debian's {@code
 * /usr/lib/postgresql/15/bin}.
 */
final class PostgresPrograms {

  private static Path folder;

  private PostgresPrograms() {}

  private static synchronized Path folder() throws IOException {
    if (folder == null) {
      String given = System.getProperty("drinkd.test.postgres", "");
      folder = given.isEmpty() ? unpacked() : Path.of(given);
    }
    return folder;
  }

  /** The library unpacks them as it starts a server, which knows where it was started from. */
  private static Path unpacked() throws IOException {
    try (ReservedPort port = ReservedPort.any();
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setPort(port.number())
                .setPGStartupWait(TestBanks.START_MOST)
                .start();
        Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT setting FROM pg_config WHERE name = 'BINDIR'")) {
      row.next();
      return Path.of(row.getString(1));
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** What starts one of them; root becomes a user without a name, for they refuse root. */
  static ProcessBuilder builder(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(folder().resolve(program).toString());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  /** Runs one of them to its end. */
  static void run(String program, String... arguments) throws IOException {
    ChildProcess process = new ChildProcess(program, builder(program, arguments));
    if (process.awaitEnd() != 0) {
      throw new IOException(program + " failed:\n" + process.allSaid());
    }
  }
}
