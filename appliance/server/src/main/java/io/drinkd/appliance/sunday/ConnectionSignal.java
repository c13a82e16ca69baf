package io.drinkd.appliance.sunday;

import org.apache.mina.filter.FilterEvent;

/**
 * What a connection is told from outside its chain. It goes through all filters like a packet does,
 * so that whatever follows from it is guarded and its replies leave together.
 */
enum ConnectionSignal implements FilterEvent {
  /** The gate is open again. */
  GO_ON,
  /** The appliance stops: answer what has been taken up, then close. */
  LEAVE,
  /** The client has waited for its rate. */
  RATE_PAUSE_OVER,
  /** See whether the TLS handshake is done. */
  HANDSHAKE_OVERDUE,
  /** See whether the connection has been silent for too long. */
  CHECK_IDLE,
  /** The system takes no more bytes for the client now. */
  WRITES_WAIT,
  /** See whether the client takes its replies. */
  CHECK_WRITES,
  /** There are events that a watching client has not been told of. */
  EVENTS_WAITING,
  /** The time for closing is over. */
  CLOSE_NOW
}
