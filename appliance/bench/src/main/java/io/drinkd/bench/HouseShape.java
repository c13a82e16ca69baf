package io.drinkd.bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What kind of house.
 *
 * @param members how many, each with an iButton and credits; the first one is an admin
 * @param machines how many, each with a board
 * @param tls if present, the listener speaks TLS and shows this
 * @param books if present, the file of books that are copied in place of new ones; the members are
 *     in them
 */
record HouseShape(
    int members, int machines, Optional<ServerCertificate> tls, Optional<Path> books) {

  static HouseShape of(int members, int machines) {
    return new HouseShape(members, machines, Optional.empty(), Optional.empty());
  }

  HouseShape withTls(ServerCertificate certificate) {
    return new HouseShape(members, machines, Optional.of(certificate), books);
  }

  HouseShape withBooks(Path file) {
    return new HouseShape(members, machines, tls, Optional.of(file));
  }
}
