package io.drinkd.appliance.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One door for clients.
 *
 * @param name the listener's name, for logs
 * @param protocol what is spoken there: {@code sunday} or {@code echo}
 * @param dialect how it is spelled: {@code classic} or {@code drinkjs}
 * @param host the local address to listen on
 * @param port the port; 0 lets the system choose one
 * @param backlog how many connections may wait to be accepted
 * @param idleBeforeLogin how long a connection on which nobody is logged in may say nothing
 * @param idleAfterLogin the same for one on which somebody is
 * @param connections how many connections may be open at once
 * @param connectionsPerAddress how many of them from one address
 * @param requestsInFlight how many requests of one connection may wait for their replies before
 *     reading from it pauses
 * @param writeBufferBytes how many bytes of replies may wait for one connection to take them before
 *     reading from it pauses
 * @param writeStall how long a connection may take nothing of what waits for it before it is cut
 *     off
 * @param statGap a pause between the rows and the last line of STAT, which some clients need
 * @param requestsPerSecond how many requests a second one connection may make before reading from
 *     it pauses
 * @param requestsPerSecondPerAddress the same for all connections from one address together
 * @param allow the addresses whose connections are taken; empty for all
 * @param tls whom it shows itself as; empty if it speaks without TLS
 */
public record ListenerSettings(
    String name,
    String protocol,
    String dialect,
    String host,
    int port,
    int backlog,
    Duration idleBeforeLogin,
    Duration idleAfterLogin,
    int connections,
    int connectionsPerAddress,
    int requestsInFlight,
    int writeBufferBytes,
    Duration writeStall,
    Optional<Duration> statGap,
    int requestsPerSecond,
    int requestsPerSecondPerAddress,
    List<AddressRange> allow,
    Optional<TlsSettings> tls) {

  /** Whether a connection from there is taken. */
  public boolean allows(InetAddress address) {
    return allow.isEmpty() || allow.stream().anyMatch(range -> range.contains(address));
  }

  /**
   * Where it is, as people write it: {@code 127.0.0.1:4242}, {@code [::1]:4242}.
   *
   * @param opened the port that is open; the one that the system chose if the settings say 0
   */
  public String at(int opened) {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + opened;
  }
}
