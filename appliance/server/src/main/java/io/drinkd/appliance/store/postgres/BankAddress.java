package io.drinkd.appliance.store.postgres;

import java.net.InetAddress;
import java.net.UnknownHostException;
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
 * @param password of the role; empty if it needs none
 * @param trust a PEM file with the certificates that are trusted, absolute; empty for those that
 *     Java trusts
 * @param takeover how long a process that is cut off, or frozen, may keep the bank; whoever takes
 *     it then sends no order before as much time has passed again
 */
public record BankAddress(
    List<Host> hosts,
    String database,
    String user,
    String password,
    Optional<Path> trust,
    Duration takeover) {

  /** The usual time for a takeover. */
  public static final Duration TAKEOVER = Duration.ofSeconds(4);

  /** The port of PostgreSQL. */
  public static final int PORT = 5432;

  /**
   * One server.
   *
   * @param name a name or an address, without brackets
   * @param port its port
   */
  public record Host(String name, int port) {

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

    @Override
    public String toString() {
      return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
  }

  public BankAddress {
    hosts = List.copyOf(hosts);
  }

  /**
   * Whether connections are encrypted, and the server's name is checked against its certificate:
   * not to this very host, where nobody is in between, unless it is asked for by naming
   * certificates.
   */
  public boolean usesTls() {
    return trust.isPresent() || !hosts.stream().allMatch(Host::isLoopback);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return hosts.stream()
        .map(Host::toString)
        .collect(Collectors.joining(",", "postgresql://", "/" + database));
  }
}
