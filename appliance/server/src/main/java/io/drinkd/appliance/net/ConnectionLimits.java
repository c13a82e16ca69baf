package io.drinkd.appliance.net;

import io.drinkd.appliance.config.ListenerSettings;
import java.util.Optional;

/**
 * Decides whose connections a door accepts: by address, and by how many are open, in all and from
 * one {@linkplain Connection#origin origin}, see {@link Places}; whoever is {@linkplain
 * Connection#keep known} has not to give up a connection. (MINA's filter for this purpose keeps
 * every address it has seen.) Used by all I/O threads.
 */
final class ConnectionLimits {

  private ListenerSettings settings;
  private final Places<Connection> places = new Places<>(connection -> !connection.isKept());

  ConnectionLimits(ListenerSettings settings) {
    this.settings = settings;
  }

  /** From now on these hold, for new connections. */
  synchronized void change(ListenerSettings other) {
    settings = other;
  }

  /** Counts a connection; or says why it is refused. Another may be cut off for it. */
  synchronized Optional<ConnectionRefusal> enter(Connection connection) {
    if (!settings.allows(connection.address())) {
      return Optional.of(ConnectionRefusal.ADDRESS_NOT_ALLOWED);
    }
    if (places.shortage(connection.origin(), settings.connections()).isPresent()) {
      return Optional.of(ConnectionRefusal.TOO_MANY_CONNECTIONS);
    }
    places
        .enter(connection.origin(), connection, settings.connections())
        .ifPresent(
            cutOff -> cutOff.cutOffSoon("its place was needed, and its address had most places"));
    return Optional.empty();
  }

  /** Takes back an {@link #enter} that was granted; nothing if it was cut off to make room. */
  synchronized void leave(Connection connection) {
    places.leave(connection.origin(), connection);
  }
}
