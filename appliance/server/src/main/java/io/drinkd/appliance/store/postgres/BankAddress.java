package io.drinkd.appliance.store.postgres;

import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the bank is, and as whom one is there.
 *
 * @param hosts the servers, of which the one that takes writes is used
 * @param database its name
 * @param user the role
 * @param password of the role
 * @param trust a PEM file with the certificates that are trusted, absolute; empty for those that
 *     Java trusts
 * @param takeover how long a process that is cut off, or frozen, may keep the bank; whoever takes
 *     it then sends no order before as much time has passed again
 */
public record BankAddress(
    List<Host> hosts,
    String database,
    String user,
    BankPassword password,
    Optional<Path> trust,
    Duration takeover) {

  /** The usual time for a takeover. */
  public static final Duration TAKEOVER = Duration.ofSeconds(4);

  /** The port of PostgreSQL. */
  public static final int PORT = 5432;

  /**
   * One server.
   *
   * @param name a name or an address, without brackets; of one on this very host it may be the
   *     folder of its local sockets, absolute
   * @param port its port, which the name of its local socket bears too
   */
  public record Host(String name, int port) {

    /** Whether it is reached by its local socket. */
    public boolean isLocal() {
      return name.startsWith("/");
    }

    boolean isLoopback() {
      try {
        return name.equals("localhost")
            || isNumeric(name) && InetAddress.getByName(name).isLoopbackAddress();
      } catch (UnknownHostException e) {
        return false;
      }
    }

    /** Otherwise a name server would be asked, which may lie. */
    private static boolean isNumeric(String name) {
      return name.matches("[0-9.]+") || name.contains(":");
    }

    /** As a URL has it. */
    @Override
    public String toString() {
      String written = name.contains(":") ? "[" + name + "]" : name;
      // A blank is written as in addresses, not as in forms.
      String folder = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
      return (isLocal() ? folder : written) + ":" + port;
    }
  }

  public BankAddress {
    hosts = List.copyOf(hosts);
  }

  /**
   * With a password that does not change.
   *
   * @param password empty if the role needs none
   */
  public BankAddress(
      List<Host> hosts,
      String database,
      String user,
      String password,
      Optional<Path> trust,
      Duration takeover) {
    this(hosts, database, user, BankPassword.of(password), trust, takeover);
  }

  /**
   * Whether connections are encrypted, and the server's name is checked against its certificate:
   * not to this very host, where nobody is in between, unless it is asked for by naming
   * certificates, which no local socket has.
   */
  public boolean usesTls() {
    return trust.isPresent()
        || !hosts.stream().allMatch(host -> host.isLocal() || host.isLoopback());
  }

  /** Whether it is reached by the local socket of its server, which then is the only one. */
  boolean isLocal() {
    return hosts.get(0).isLocal();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return hosts.stream()
        .map(Host::toString)
        .collect(Collectors.joining(",", "postgresql://", "/" + database));
  }
}
