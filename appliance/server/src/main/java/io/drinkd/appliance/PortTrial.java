package io.drinkd.appliance;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ListenerSettings.Endpoint;
import io.drinkd.appliance.door.CannotListenException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;

/**
 * Opens all ports of an appliance for a moment. A start that fails on one of them then has not
 * begun any books, which would look like those of the house.
 */
final class PortTrial {

  private PortTrial() {}

  /**
   * @throws CannotListenException for the first that cannot be opened
   */
  static void run(ApplianceSettings settings) throws CannotListenException {
    for (ListenerSettings listener : settings.listeners()) {
      if (!listener.awaitsCertificate()) {
        open("listener " + listener.name(), listener.endpoint());
      }
    }
    if (settings.boards().isPresent()) {
      open("boards", settings.boards().get().endpoint());
    }
  }

  private static void open(String who, Endpoint endpoint) throws CannotListenException {
    try (ServerSocketChannel port = ServerSocketChannel.open()) {
      // As it will be opened: what the system keeps of a run before is no obstacle.
      port.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      port.bind(new InetSocketAddress(endpoint.host(), endpoint.port()));
    } catch (IOException | UnresolvedAddressException e) {
      throw CannotListenException.of(who, endpoint.at(endpoint.port()), e);
    }
  }
}
