package io.drinkd.appliance.net;

import io.drinkd.appliance.config.ListenerSettings;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides whose connections a door accepts: by address, and by how many are open, in all and from
 * one {@linkplain Connection#origin origin}. What is kept is bounded by the number of connections:
 * an origin without one is forgotten. (MINA's filter for this purpose keeps every address it has
 * seen.) Used by all I/O threads.
 *
 * <p>Few clients must not be able to close the house to all others. When every place is taken, an
 * origin that has clearly more connections than the newcomer's gives up its oldest one on which
 * nobody is {@linkplain Connection#keep known}; and the last places are kept for origins that have
 * none, for the case that nobody can be made to give up one.
 */
final class ConnectionLimits {

  /** One place in so many is for an origin that has no connection. */
  private static final int RESERVED_PART = 20;

  private ListenerSettings settings;

  /** The oldest connection of each first. */
  private final Map<InetAddress, Set<Connection>> byOrigin = new HashMap<>();

  /** The origins by how many connections they have; of as many, the one that came to it first. */
  private final NavigableMap<Integer, Set<InetAddress>> byCount = new TreeMap<>();

  private int all;

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
    int open = byOrigin.getOrDefault(connection.origin(), Set.of()).size();
    if (open >= settings.connections().perAddress() || isFullFor(open) && !makeRoomFor(open)) {
      return Optional.of(ConnectionRefusal.TOO_MANY_CONNECTIONS);
    }
    Set<Connection> connections =
        byOrigin.computeIfAbsent(connection.origin(), any -> new LinkedHashSet<>());
    connections.add(connection);
    all++;
    move(connection.origin(), open, connections.size());
    return Optional.empty();
  }

  /** Takes back an {@link #enter} that was granted; nothing if it was cut off to make room. */
  synchronized void leave(Connection connection) {
    Set<Connection> connections = byOrigin.get(connection.origin());
    if (connections == null || !connections.remove(connection)) {
      return;
    }
    all--;
    move(connection.origin(), connections.size() + 1, connections.size());
    if (connections.isEmpty()) {
      byOrigin.remove(connection.origin());
    }
  }

  private void move(InetAddress origin, int before, int now) {
    byCount.computeIfPresent(
        before, (count, origins) -> origins.remove(origin) && origins.isEmpty() ? null : origins);
    if (now > 0) {
      byCount.computeIfAbsent(now, count -> new LinkedHashSet<>()).add(origin);
    }
  }

  /**
   * @param open how many connections the newcomer's origin has
   */
  private boolean isFullFor(int open) {
    int most = settings.connections().all();
    return all >= (open == 0 ? most : most - most / RESERVED_PART);
  }

  private boolean makeRoomFor(int open) {
    Optional<Connection> greediest =
        // Two more at least: else the two would take the place from each other for ever.
        byCount.tailMap(open + 2, true).descendingMap().values().stream()
            .flatMap(Set::stream)
            .flatMap(origin -> byOrigin.get(origin).stream())
            .filter(connection -> !connection.isKept())
            .findFirst();
    greediest.ifPresent(
        connection -> {
          leave(connection);
          connection.cutOffSoon("its place was needed, and its address had most places");
        });
    return greediest.isPresent();
  }
}
