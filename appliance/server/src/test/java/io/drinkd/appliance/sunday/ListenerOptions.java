package io.drinkd.appliance.sunday;

import io.drinkd.appliance.config.AddressRange;
import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.TlsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A listener's settings, for tests that change one or two of them. */
final class ListenerOptions {

  String dialect = "classic";
  String host = "127.0.0.1";
  int port = 0;
  int connections = 2_000;
  int connectionsPerAddress = 2_000;
  int requestsInFlight = 64;
  int writeBufferBytes = 65_536;
  int requestsPerSecond = 10_000_000;
  int requestsPerSecondPerAddress = 10_000_000;
  List<AddressRange> allow = List.of();
  Optional<TlsSettings> tls = Optional.empty();
  Optional<Duration> statGap = Optional.empty();

  ListenerSettings settings() {
    return new ListenerSettings(
        "test",
        "sunday",
        dialect,
        host,
        port,
        1_024,
        Duration.ofSeconds(60),
        Duration.ofMinutes(10),
        connections,
        connectionsPerAddress,
        requestsInFlight,
        writeBufferBytes,
        Duration.ofSeconds(30),
        statGap,
        requestsPerSecond,
        requestsPerSecondPerAddress,
        allow,
        tls);
  }
}
