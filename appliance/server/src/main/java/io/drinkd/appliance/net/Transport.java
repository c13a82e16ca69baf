package io.drinkd.appliance.net;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.driver.Timers;
import java.util.function.Function;

/**
 * What all doors on this transport have from the appliance.
 *
 * @param timers the time that connections use
 * @param threads how many I/O threads serve a door, at least 1
 */
public record Transport(Timers timers, int threads) {

  /**
   * Opens a door.
   *
   * @param protocol makes the protocol's side of settings, now and whenever they change
   * @throws CannotListenException if the port cannot be opened; nothing is left open then
   */
  public TcpDoor open(
      ListenerSettings settings, Function<ListenerSettings, ProtocolHandler> protocol)
      throws CannotListenException {
    return TcpDoor.open(settings, this, protocol);
  }
}
