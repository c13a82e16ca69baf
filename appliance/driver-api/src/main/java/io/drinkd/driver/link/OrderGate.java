package io.drinkd.driver.link;

import io.drinkd.driver.SessionSource;
import java.io.IOException;
import org.apache.mina.core.session.IoSession;

/**
 * Asks once more whether an order may leave, on the thread that hands its bytes to the system. A
 * process that is frozen between two threads may wake up when the machine has long been another's.
 * The link ends then, and the order with it, as one of which nobody knows.
 */
final class OrderGate {

  private static final String KEY = OrderGate.class.getName();

  private OrderGate() {}

  /**
   * Writes a question.
   *
   * @param commits whether the board makes something fall for it
   */
  static void write(IoSession session, Object request, boolean commits, SessionSource sessions) {
    if (commits) {
      session.setAttribute(KEY, sessions);
      session.write(request).addListener(written -> session.removeAttribute(KEY));
    } else {
      session.write(request);
    }
  }

  /** Bytes are about to leave. */
  static void requireOpen(IoSession session) throws IOException {
    if (session.getAttribute(KEY) instanceof SessionSource sessions && !sessions.mayOrder()) {
      throw new IOException("another appliance may order from the machine by now");
    }
  }
}
