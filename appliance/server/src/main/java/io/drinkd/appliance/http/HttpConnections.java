package io.drinkd.appliance.http;

import io.drinkd.appliance.config.AddressRange;
import io.drinkd.appliance.config.ListenerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whose connections an {@link HttpDoor} accepts: by address, and by how many are open, in
 * all and from one {@linkplain AddressRange#network network}; the last places are for networks that
 * have none. When there is no place, the connection that has waited longest for a request gives
 * way: one of the same network, or any if that has none; so nobody is kept out by connections on
 * which nothing is asked, and only newcomers take places from others. One that is refused is closed
 * before anything is read from it. Called by Jetty, on its threads.
 */
final class HttpConnections implements SelectorManager.AcceptListener {

  private static final Logger LOG = LoggerFactory.getLogger(HttpConnections.class);

  /** One place in so many is for a network that has no connection. */
  private static final int RESERVED_PART = 20;

  private final List<AddressRange> proxies;
  private final ClientDeadlines deadlines;

  // Guarded by this.
  private ListenerSettings settings;
  private final Map<SelectableChannel, InetAddress> open = new IdentityHashMap<>();
  private final Map<InetAddress, Integer> byOrigin = new HashMap<>();

  /**
   * @param proxies addresses whose connections are those of many clients
   * @param deadlines know which connections wait
   */
  HttpConnections(
      ListenerSettings settings, List<AddressRange> proxies, ClientDeadlines deadlines) {
    this.settings = settings;
    this.proxies = proxies;
    this.deadlines = deadlines;
  }

  /** From now on these hold, for new connections. */
  synchronized void change(ListenerSettings other) {
    settings = other;
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    try {
      Optional<InetAddress> address = address(channel);
      if (address.isEmpty() || !enter(channel, address.get())) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.debug("client gone before it was accepted", e);
    }
  }

  /** Empty if the client has gone already. */
  private static Optional<InetAddress> address(SelectableChannel channel) throws IOException {
    return Optional.ofNullable((InetSocketAddress) ((SocketChannel) channel).getRemoteAddress())
        .map(InetSocketAddress::getAddress);
  }

  private synchronized boolean enter(SelectableChannel channel, InetAddress address) {
    InetAddress origin = AddressRange.network(address);
    if (!settings.allows(address) || !isPlaceFor(origin, address) && !giveWay(origin)) {
      return false;
    }
    open.put(channel, origin);
    byOrigin.merge(origin, 1, Integer::sum);
    return true;
  }

  private boolean isPlaceFor(InetAddress origin, InetAddress address) {
    int ofOrigin = byOrigin.getOrDefault(origin, 0);
    boolean proxy = proxies.stream().anyMatch(range -> range.contains(address));
    int most = settings.connections().all();
    int places = ofOrigin == 0 || proxy ? most : most - most / RESERVED_PART;
    return open.size() < places && (proxy || ofOrigin < settings.connections().perAddress());
  }

  /** Whether a connection that waits was closed for one from there. */
  private boolean giveWay(InetAddress origin) {
    boolean newcomer = !byOrigin.containsKey(origin);
    Optional<EndPoint> waiter =
        deadlines.longestWaiter(
            channel -> open.containsKey(channel) && (newcomer || origin.equals(open.get(channel))));
    waiter.ifPresent(
        one -> {
          // Its place is free now, though Jetty closes it on another thread.
          leave((SelectableChannel) one.getTransport());
          one.close();
        });
    return waiter.isPresent();
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    leave(channel);
  }

  @Override
  public void onClosed(SelectableChannel channel) {
    leave(channel);
  }

  private synchronized void leave(SelectableChannel channel) {
    InetAddress origin = open.remove(channel);
    if (origin != null) {
      byOrigin.computeIfPresent(origin, (any, count) -> count == 1 ? null : count - 1);
    }
  }

  /** How many are open. */
  synchronized int open() {
    return open.size();
  }
}
