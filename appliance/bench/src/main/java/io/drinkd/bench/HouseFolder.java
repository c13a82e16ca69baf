package io.drinkd.bench;

import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.store.Store;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The files of a house: its configuration and its books.
 *
 * @param conf what the appliance is started with
 * @param data where its books are
 */
record HouseFolder(Path conf, Path data) {

  /** What the boards log in with. */
  static final String PASSWORD = "of-the-boards";

  private static final long CREDITS = 1_000_000_000L;

  private static final String APPLIANCE =
      """
      name: Bench
      data: ../data
      listeners:
        - name: sunday
          protocol: sunday
          host: 127.0.0.1
          port: 0
          connections: { all: 20000, per-address: 20000 }
          requests-per-second: { connection: 10000000, address: 10000000 }
          %s
      limits:
        # All clients may wait for one board: refusals would be no drops.
        queue-per-board: 2000
      logins:
        wrong: 1000
      """;

  private static String appliance(HouseShape shape) {
    String tls =
        shape
            .tls()
            .map(
                files ->
                    "tls: { certificate: %s, key: %s }".formatted(files.certificate(), files.key()))
            .orElse("");
    return APPLIANCE.formatted(tls);
  }

  /** Makes a folder anew, with everything but its machines and books. */
  static HouseFolder make(Path home, Path folder, HouseShape shape) throws IOException {
    empty(folder);
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.createDirectories(conf.resolve("machines"));
    Files.copy(home.resolve("conf/log4j2.xml"), conf.resolve("log4j2.xml"));
    Files.writeString(conf.resolve("appliance.yaml"), appliance(shape));
    Path password = Files.writeString(conf.resolve("password"), PASSWORD);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    return new HouseFolder(conf, folder.resolve("data"));
  }

  /** Removes a folder and all in it, if it is there. */
  static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Writes the file of one machine, whose board listens at an address. */
  void writeMachine(int number, String board) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            name: Machine %d
            location: here
            driver: tini390
            connect: %s
            password: { file: password }
            slots:
            """
                .formatted(number, board));
    for (int slot = 1; slot <= House.SLOTS; slot++) {
      text.append(
          "  - { slot: %d, item: Drink %d, price: 1, count: 1000000 }%n".formatted(slot, slot));
    }
    Files.writeString(conf.resolve("machines").resolve(House.machine(number) + ".yaml"), text);
  }

  /**
   * Copies books or makes new ones, straight into the file: a thousand calls of a command would
   * take minutes.
   */
  void writeBooks(HouseShape shape) throws IOException {
    if (shape.books().isPresent()) {
      Path copy = Files.createDirectories(data).resolve(Store.FILE_NAME);
      Files.copy(shape.books().get(), copy);
      // Else the appliance would share the disk with the rest of the copying.
      try (FileChannel file = FileChannel.open(copy, StandardOpenOption.WRITE)) {
        file.force(true);
      }
    } else {
      addMembers(data, shape.members());
    }
  }

  private static void addMembers(Path data, int count) {
    try (Store store = Store.open(data)) {
      Ledger ledger = new Ledger(store, Clock.systemUTC());
      try (Members members = new Members(store, ledger, Clock.systemUTC(), 0)) {
        List<CompletableFuture<Member>> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          NewMember member =
              new NewMember(
                  House.member(i), Optional.empty(), i == 0, CREDITS, List.of(House.ibutton(i)));
          added.add(members.add(member, "bench"));
        }
        NewMember guarded =
            new NewMember(House.GUARDED, Optional.of("its own"), false, 0, List.of());
        added.add(members.add(guarded, "bench"));
        added.forEach(CompletableFuture::join);
      }
    }
  }
}
