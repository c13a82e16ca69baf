package io.drinkd.bench.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of the newest PostgreSQL that Debian's packages have installed.
 *
 * @param programs the folder that has them
 */
record InstalledPostgres(Path programs) {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  /** Empty if none is installed. */
  static Optional<InstalledPostgres> find() throws IOException {
    if (!Files.isDirectory(DEBIAN)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
          .max(Comparator.comparing(version -> Integer.parseInt(version.getFileName().toString())))
          .map(version -> new InstalledPostgres(version.resolve("bin")));
    }
  }

  /** What measures a server, if it is installed too. */
  Optional<Path> pgbench() {
    return Optional.of(programs.resolve("pgbench")).filter(Files::isExecutable);
  }

  /**
   * Makes a server's files, and starts it as it is shipped, for this machine alone.
   *
   * @param folder gets its files; must not be there
   */
  Process start(Path folder, int port) throws IOException, InterruptedException {
    Files.createDirectories(folder.toAbsolutePath().getParent());
    String data = folder.toString();
    Process made =
        begin(
            folder, List.of(), "initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "-D", data);
    if (made.waitFor() != 0) {
      throw new IOException("initdb ended with " + made.exitValue() + ", see " + log(folder));
    }
    return begin(
        folder,
        // It ends with this process, however that ends.
        List.of("setpriv", "--pdeathsig", "INT"),
        "postgres",
        "-D",
        data,
        "-p",
        String.valueOf(port),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=");
  }

  private static Path log(Path folder) {
    return Path.of(folder + ".log");
  }

  private Process begin(Path folder, List<String> by, String program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // It refuses to run as root: so root has another number there.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(by);
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
        .start();
  }

  /** Ends a server that was started, with all its connections. */
  static void end(Process server) {
    try {
      new ProcessBuilder("kill", "-INT", String.valueOf(server.pid())).start().waitFor();
      server.waitFor();
    } catch (IOException | InterruptedException e) {
      server.destroyForcibly();
    }
  }
}
