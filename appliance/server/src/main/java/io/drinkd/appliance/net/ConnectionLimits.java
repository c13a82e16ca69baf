package io.drinkd.appliance.net;

import io.drinkd.appliance.config.ListenerSettings;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whose connections a door accepts: by address, and by how many are open, in all and from
 * one address. What is kept is bounded by the number of connections: an address without one is
 * forgotten. (MINA's filter for this purpose keeps every address it has seen.) Used by all I/O
 * threads.
 */
final class ConnectionLimits {

  private ListenerSettings settings;
  private final Map<InetAddress, Integer> perAddress = new HashMap<>();
  private int all;

  ConnectionLimits(ListenerSettings settings) {
    this.settings = settings;
  }

  /** From now on these hold, for new connections. */
  synchronized void change(ListenerSettings other) {
    settings = other;
  }

  /** Counts a connection; or says why it is refused. */
  synchronized Optional<ConnectionRefusal> enter(InetAddress address) {
    if (!settings.allows(address)) {
      return Optional.of(ConnectionRefusal.ADDRESS_NOT_ALLOWED);
    }
    int ofAddress = perAddress.getOrDefault(address, 0);
    if (all >= settings.connections().all() || ofAddress >= settings.connections().perAddress()) {
      return Optional.of(ConnectionRefusal.TOO_MANY_CONNECTIONS);
    }
    all++;
    perAddress.put(address, ofAddress + 1);
    return Optional.empty();
  }

  /** Takes back an {@link #enter} that was granted. */
  synchronized void leave(InetAddress address) {
    all--;
    perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
  }
}
