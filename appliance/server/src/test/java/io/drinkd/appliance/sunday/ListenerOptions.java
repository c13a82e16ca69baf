package io.drinkd.appliance.sunday;

import io.drinkd.appliance.config.AddressRange;
import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ListenerSettings.ConnectionBounds;
import io.drinkd.appliance.config.ListenerSettings.Endpoint;
import io.drinkd.appliance.config.SettingValues;
import io.drinkd.appliance.config.TlsSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A listener's settings, for tests that change one or two of them. */
final class ListenerOptions {

  String dialect = "classic";
  boolean cards = true;
  String host = "127.0.0.1";
  int port = 0;
  int connections = 2_000;
  int connectionsPerAddress = 2_000;
  int requestsInFlight = 64;
  int writeBufferBytes = 65_536;
  int requestsPerSecond = 10_000_000;
  int requestsPerSecondPerAddress = 10_000_000;
  List<AddressRange> allow = List.of();
  List<AddressRange> frontEnds = List.of();
  Optional<TlsSettings> tls = Optional.empty();
  Optional<Duration> statGap = Optional.empty();
  Optional<Duration> unterminated = Optional.empty();

  ListenerSettings settings() {
    return new ListenerSettings(
        "test",
        "sunday",
        new Endpoint(host, port, 1_024),
        new ConnectionBounds(connections, connectionsPerAddress),
        allow,
        tls,
        own());
  }

  private SettingValues own() {
    Map<String, Object> values =
        new HashMap<>(
            Map.of(
                "dialect",
                dialect,
                "idle.before-login",
                Duration.ofSeconds(60),
                "idle.after-login",
                Duration.ofMinutes(10),
                "requests-in-flight",
                (long) requestsInFlight,
                "write-buffer-bytes",
                (long) writeBufferBytes,
                "write-stall",
                Duration.ofSeconds(30),
                "requests-per-second.connection",
                (long) requestsPerSecond,
                "requests-per-second.address",
                (long) requestsPerSecondPerAddress));
    values.put("cards", cards ? "yes" : "no");
    values.put("front-ends", frontEnds);
    statGap.ifPresent(gap -> values.put("stat-gap", gap));
    unterminated.ifPresent(time -> values.put("unterminated", time));
    return new SettingValues(values);
  }
}
