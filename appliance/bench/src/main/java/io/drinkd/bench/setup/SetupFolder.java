package io.drinkd.bench.setup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The files of a setup: its configuration and its books.
 *
 * @param folder has all of them
 */
public record SetupFolder(Path folder) {

  /** What the boards log in with. */
  static final String PASSWORD = "of-the-boards";

  private static final String APPLIANCE =
      """
      name: Bench
      data: ../data
      listeners:
        %s
        %s
        %s
        - name: sunday
          protocol: sunday
          host: 127.0.0.1
          port: 0
          %s
          connections: { all: 20000, per-address: 20000 }
          requests-per-second: { connection: 10000000, address: 10000000 }
          %s
      limits:
        # All clients may wait for one board: a refusal is no drop.
        queue-per-board: 2000
      logins:
        wrong: 1000
      """;

  /** Before the other too. */
  private static final String WEB =
      "- { name: web, protocol: web, host: 127.0.0.1, port: 0, idle: 1h,"
          + " connections: { all: 20000, per-address: 20000 }, requests-per-second: { address: 10000000 } }";

  /** The same; whoever is idle stays. */
  private static final String TELNET =
      "- { name: telnet, protocol: telnet, host: 127.0.0.1, port: 0,"
          + " idle: { before-login: 1h }, longest: { before-login: 2h },"
          + " connections: { all: 20000, per-address: 20000 }, requests-per-second: { address: 10000000 } }";

  private static String appliance(Build build, SetupShape shape) throws IOException {
    String tls =
        shape
            .tls()
            .map(
                files ->
                    String.format(
                        Locale.ROOT,
                        "tls: { certificate: %s, key: %s }",
                        files.certificate(),
                        files.key()))
            .orElse("");
    // Before the other, whose port is the last in the line that says that it listens.
    String metrics = shape.metrics() ? "- { name: metrics, protocol: metrics, port: 0 }" : "";
    return String.format(
        Locale.ROOT,
        APPLIANCE,
        metrics,
        shape.web() ? WEB : "",
        shape.telnet() ? TELNET : "",
        build.hasCardsSetting() ? "cards: yes" : "",
        tls);
  }

  static SetupFolder at(Path folder) {
    return new SetupFolder(folder);
  }

  /** What the appliance is started with. */
  Path conf() {
    return folder.resolve("conf");
  }

  /** Where its books are. */
  public Path data() {
    return folder.resolve("data");
  }

  /** Empties a folder and fills it with everything but machines and books. */
  static SetupFolder make(Build build, Path folder, SetupShape shape) throws IOException {
    empty(folder);
    SetupFolder files = at(folder);
    Files.createDirectories(files.conf().resolve("machines"));
    Files.copy(build.logSettings(), files.conf().resolve("log4j2.xml"));
    Files.writeString(files.conf().resolve("appliance.yaml"), appliance(build, shape));
    Path password = Files.writeString(files.conf().resolve("password"), PASSWORD);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    return files;
  }

  /** From now on its books are in a bank, which several appliances have, each by its name. */
  void keepInBank(String name, String url) throws IOException {
    Path settings = conf().resolve("appliance.yaml");
    String store =
        String.format(
            Locale.ROOT,
            "store: { postgres: { url: \"%s\", user: %s } }%n",
            url,
            BankServerMain.USER);
    Files.writeString(
        settings,
        Files.readString(settings).replace("name: Bench\n", "name: " + name + "\n" + store));
  }

  /** Removes a folder and all in it, if it is there. */
  public static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Writes the file of one machine, whose board listens at an address. */
  void writeMachine(String id, String board) throws IOException {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                """
                name: Machine %s
                location: here
                driver: tini390
                connect: %s
                password: { file: password }
                slots:
                """,
                id,
                board));
    for (int slot = 1; slot <= BenchSetup.SLOTS; slot++) {
      text.append(
          String.format(
              Locale.ROOT,
              "  - { slot: %d, item: Drink %d, price: 1, count: 1000000 }%n",
              slot,
              slot));
    }
    Files.writeString(conf().resolve("machines").resolve(id + ".yaml"), text);
  }

  /** Copies the files of a data folder whose appliance does not run. */
  void copyBooks(Path dataFolder) throws IOException {
    Files.createDirectories(data());
    try (Stream<Path> books = Files.list(dataFolder)) {
      for (Path file : books.filter(Files::isRegularFile).toList()) {
        Path copy = Files.copy(file, data().resolve(file.getFileName()));
        // Else the appliance would share the disk with the rest of the copying.
        try (FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE)) {
          written.force(true);
        }
      }
    }
  }
}
