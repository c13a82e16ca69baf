package io.drinkd.appliance.net;

import org.apache.mina.filter.FilterEvent;

/**
 * A signal to a connection from outside its chain. It goes through all filters like a packet does,
 * so that whatever follows from it is guarded and its replies leave together.
 */
enum ConnectionSignal implements FilterEvent {
  /** The {@link ReadGate} is open again. */
  GATE_OPEN,
  /** The door closes: answer what has been taken up, then close. */
  STOP,
  /** The client has waited for its rate. */
  RATE_PAUSE_OVER,
  /** The end of a line has not come in time. */
  LINE_OVERDUE,
  /** See whether the TLS handshake is done. */
  HANDSHAKE_OVERDUE,
  /** The client has waited for what TLS has cost. */
  TLS_PAUSE_OVER,
  /** See whether the connection has been idle for too long. */
  CHECK_IDLE,
  /** The system takes no more bytes for the client now. */
  WRITES_WAIT,
  /** See whether the client takes its replies. */
  CHECK_WRITES,
  /** The time for closing is over. */
  CLOSE_NOW
}
