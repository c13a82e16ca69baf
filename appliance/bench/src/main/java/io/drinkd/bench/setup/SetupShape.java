package io.drinkd.bench.setup;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What kind of setup.
 *
 * @param members how many, up to {@link BenchSetup#MEMBERS_MAX}, each with an iButton and credits;
 *     the first one is an admin
 * @param machines how many, each with a board
 * @param tls if present, the listener speaks TLS and shows this
 * @param metrics whether it has a listener for metrics too
 * @param web whether it has one for HTTP too
 * @param telnet whether it has one for telnet too
 * @param books if present, the data folder that is copied in place of a new one; the members are in
 *     it
 */
public record SetupShape(
    int members,
    int machines,
    Optional<ServerCertificate> tls,
    boolean metrics,
    boolean web,
    boolean telnet,
    Optional<Path> books) {

  public static SetupShape of(int members, int machines) {
    return new SetupShape(
        members, machines, Optional.empty(), false, false, false, Optional.empty());
  }

  SetupShape withTls(ServerCertificate certificate) {
    return new SetupShape(members, machines, Optional.of(certificate), metrics, web, telnet, books);
  }

  SetupShape withMetrics() {
    return new SetupShape(members, machines, tls, true, web, telnet, books);
  }

  public SetupShape withWeb() {
    return new SetupShape(members, machines, tls, metrics, true, telnet, books);
  }

  SetupShape withTelnet() {
    return new SetupShape(members, machines, tls, metrics, web, true, books);
  }

  public SetupShape withBooks(Path dataFolder) {
    return new SetupShape(members, machines, tls, metrics, web, telnet, Optional.of(dataFolder));
  }
}
