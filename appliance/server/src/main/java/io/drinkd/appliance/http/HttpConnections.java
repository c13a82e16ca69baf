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
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.SelectorManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whose connections an {@link HttpDoor} accepts: by address, and by how many are open, in
 * all and from one {@linkplain AddressRange#network network}. One that is refused is closed before
 * anything is read from it. Called by Jetty, on its threads.
 */
final class HttpConnections implements SelectorManager.AcceptListener {

  private static final Logger LOG = LoggerFactory.getLogger(HttpConnections.class);

  private final ListenerSettings settings;

  // Guarded by this.
  private final Map<SelectableChannel, InetAddress> open = new IdentityHashMap<>();
  private final Map<InetAddress, Integer> byOrigin = new HashMap<>();

  HttpConnections(ListenerSettings settings) {
    this.settings = settings;
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    try {
      Optional<InetAddress> address = address(channel);
      if (address.isEmpty() || !enter(channel, address.get())) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.debug("listener {}: client gone before it was accepted", settings.name(), e);
    }
  }

  /** Empty if the client has gone already. */
  private static Optional<InetAddress> address(SelectableChannel channel) throws IOException {
    return Optional.ofNullable((InetSocketAddress) ((SocketChannel) channel).getRemoteAddress())
        .map(InetSocketAddress::getAddress);
  }

  private synchronized boolean enter(SelectableChannel channel, InetAddress address) {
    InetAddress origin = AddressRange.network(address);
    int ofOrigin = byOrigin.getOrDefault(origin, 0);
    if (!settings.allows(address)
        || open.size() >= settings.connections().all()
        || ofOrigin >= settings.connections().perAddress()) {
      return false;
    }
    open.put(channel, origin);
    byOrigin.put(origin, ofOrigin + 1);
    return true;
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
