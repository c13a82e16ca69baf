package io.drinkd.appliance.sunday;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the open connections of a door, in all and per address. What is kept is bounded by the
 * number of connections: an address without one is forgotten. (MINA's filter for this purpose keeps
 * every address it has seen.) Used by all I/O threads.
 */
final class ConnectionLimits {

  private final int connections;
  private final int connectionsPerAddress;
  private final Map<InetAddress, Integer> perAddress = new HashMap<>();
  private int all;

  ConnectionLimits(int connections, int connectionsPerAddress) {
    this.connections = connections;
    this.connectionsPerAddress = connectionsPerAddress;
  }

  /** Counts a connection, or says no. */
  synchronized boolean enter(InetAddress address) {
    int ofAddress = perAddress.getOrDefault(address, 0);
    if (all >= connections || ofAddress >= connectionsPerAddress) {
      return false;
    }
    all++;
    perAddress.put(address, ofAddress + 1);
    return true;
  }

  /** Takes back an {@link #enter} that was granted. */
  synchronized void leave(InetAddress address) {
    all--;
    perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
  }
}
