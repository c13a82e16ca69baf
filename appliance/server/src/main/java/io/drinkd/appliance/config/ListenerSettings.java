package io.drinkd.appliance.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One door for clients.
 *
 * @param name the listener's name, for logs
 * @param protocol its protocol, such as {@code sunday}
 * @param endpoint where it listens
 * @param connections how many connections may be open at once
 * @param allow the addresses whose connections are accepted; empty for all
 * @param tls its certificate and key; empty if it speaks without TLS
 * @param own the settings that the protocol itself declares, and no others
 */
public record ListenerSettings(
    String name,
    String protocol,
    Endpoint endpoint,
    ConnectionBounds connections,
    List<AddressRange> allow,
    Optional<TlsSettings> tls,
    SettingValues own) {

  /**
   * Where a listener listens.
   *
   * @param host the local address
   * @param port the port; 0 lets the system choose one
   * @param backlog how many connections may wait to be accepted
   */
  public record Endpoint(String host, int port, int backlog) {

    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");

    /**
     * As people write it: {@code 127.0.0.1:4242}, {@code [::1]:4242}.
     *
     * @param opened the port that is open; the one that the system chose if {@link #port} is 0
     */
    public String at(int opened) {
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + opened;
    }

    /** Whether only one of the two can be opened; each with port 0 gets a port of its own. */
    boolean meets(String otherHost, int otherPort) {
      return port != 0
          && port == otherPort
          && (Addresses.comparable(host).equals(Addresses.comparable(otherHost))
              || EVERY_ADDRESS.contains(host)
              || EVERY_ADDRESS.contains(otherHost));
    }

    /** Whether both want the same port of the same address, whatever their backlogs. */
    public boolean isSamePlaceAs(Endpoint other) {
      return host.equals(other.host) && port == other.port;
    }
  }

  /**
   * How many connections may be open at once.
   *
   * @param all in all
   * @param perAddress from one address
   */
  public record ConnectionBounds(int all, int perAddress) {}

  /** Whether it is to stay closed until its certificate is there. */
  public boolean awaitsCertificate() {
    return tls.isPresent() && tls.get().identity().isEmpty();
  }

  /** The same with room for other numbers of connections. */
  public ListenerSettings with(ConnectionBounds others) {
    return new ListenerSettings(name, protocol, endpoint, others, allow, tls, own);
  }

  /** Whether a connection from there is accepted. */
  public boolean allows(InetAddress address) {
    return allow.isEmpty() || allow.stream().anyMatch(range -> range.contains(address));
  }
}
