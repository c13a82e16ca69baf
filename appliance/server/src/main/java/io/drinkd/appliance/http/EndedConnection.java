package io.drinkd.appliance.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * A connection whose last answer has been sent: what its client still sends is read and thrown away
 * until it closes too, or until its {@linkplain ClientDeadlines deadline}. A system that closes a
 * connection with unread bytes resets it, and a client may lose the answer that it has not read
 * yet, or fail to send the rest before it reads.
 */
final class EndedConnection extends AbstractConnection implements Connection.UpgradeTo {

  private static final int BYTES_AT_ONCE = 16_384;

  private final Callback readable;

  /**
   * @param reading whether it may keep the thread that reads from all connections, as with TLS it
   *     must not: a client can send any number of records in which there is nothing
   */
  EndedConnection(EndPoint endPoint, Executor executor, InvocationType reading) {
    super(endPoint, executor);
    readable = Callback.from(reading, this::onFillable, this::onFillInterestedFailed);
  }

  /** What was read before it is thrown away, too. */
  @Override
  public void onUpgradeTo(ByteBuffer unread) {}

  @Override
  public void onOpen() {
    super.onOpen();
    readOn();
  }

  private void readOn() {
    if (!getEndPoint().tryFillInterested(readable)) {
      // Somebody else waits for what comes, and would not read it to its end.
      close();
    }
  }

  /** Reads once, however much there is: other connections come first then. */
  @Override
  public void onFillable() {
    ByteBuffer unread = BufferUtil.allocate(BYTES_AT_ONCE);
    try {
      if (getEndPoint().fill(unread) < 0) {
        close();
      } else {
        readOn();
      }
    } catch (IOException e) {
      // It has been reset by its client, which is an end too.
      close();
    }
  }
}
