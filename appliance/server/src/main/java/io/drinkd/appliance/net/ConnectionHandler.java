package io.drinkd.appliance.net;

import java.time.Duration;

/**
 * A protocol's side of one connection, asked by the transport on the connection's I/O thread. What
 * comes from the client goes to the filters that the protocol has added, see {@link
 * ProtocolHandler#begin}.
 */
public interface ConnectionHandler {

  /** How long the client may send nothing, as things are now, before the connection is closed. */
  Duration idleBound();

  /** The shortest that {@link #idleBound} may ever return for this connection. */
  default Duration shortestIdleBound() {
    return idleBound();
  }

  /** Whether the client waits for the protocol, and may send nothing for as long as that takes. */
  default boolean isWaiting() {
    return false;
  }

  /** The client has been idle for too long. May write a last word; the transport then closes. */
  default void idle() {}

  /** The system has taken all that was written. */
  default void drained() {}
}
