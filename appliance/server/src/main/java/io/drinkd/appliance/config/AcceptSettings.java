package io.drinkd.appliance.config;

import io.drinkd.appliance.config.ListenerSettings.Endpoint;

/**
 * Where boards dial in.
 *
 * @param host the local address to listen on
 * @param port the port; 0 lets the system choose one
 */
public record AcceptSettings(String host, int port) {

  /** The same as one of a listener. */
  public Endpoint endpoint() {
    return new Endpoint(host, port, 0);
  }
}
