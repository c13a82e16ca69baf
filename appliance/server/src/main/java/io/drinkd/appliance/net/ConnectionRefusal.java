package io.drinkd.appliance.net;

/** Why a connection is refused. */
public enum ConnectionRefusal {
  /** The listener's settings do not allow the client's address. */
  ADDRESS_NOT_ALLOWED,
  /** As many are open as may be, in all or from the client's address. */
  TOO_MANY_CONNECTIONS
}
