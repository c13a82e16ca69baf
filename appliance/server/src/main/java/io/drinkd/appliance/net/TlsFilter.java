package io.drinkd.appliance.net;

import io.drinkd.appliance.net.ReadGate.Reason;
import io.drinkd.driver.Timers.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.FilterEvent;

/**
 * TLS between the network and the rest of the chain, for which the connection opens when the
 * handshake is done.
 *
 * <p>A filter of its own over Java's engine instead of MINA's {@code SslFilter}, for what that one
 * does with threads and queues: it hands on what it decrypted on a thread of a pool when a client
 * sends it together with the end of the handshake, while the filters behind it belong to the I/O
 * thread; it keeps up to 64 replies in a queue of its own, which no bound sees, and throws at the
 * next; and it leaves a connection open on which something else than TLS comes. Here nothing waits:
 * what is written is encrypted at once and counted by the session, and the handshake's computations
 * (a millisecond with an elliptic curve, ten with RSA) are made on the I/O thread, within the bound
 * of {@link TlsCost}.
 *
 * <p>An engine writes only into a buffer that would hold the longest record, 16 kB, and most
 * records have 40 bytes. So each I/O thread has one such buffer, and what leaves is copied from it;
 * what comes is decrypted into a buffer of its own size. Before, three of 16 kB were made for each
 * packet. This and fewer MINA calls a reply took 16 requests in flight from 0.59 to 1.69 times the
 * rate of {@code SslFilter} in a bare server.
 */
final class TlsFilter extends IoFilterAdapter {

  static final Duration HANDSHAKE_DEADLINE = Duration.ofSeconds(10);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private static final ThreadLocal<ByteBuffer> RECORD = ThreadLocal.withInitial(() -> NOTHING);

  private final Connection connection;
  private final SSLEngine engine;

  /** What has come and is not decrypted yet; between two packets less than a record. */
  private ByteBuffer encrypted = NOTHING;

  private boolean secured;
  private boolean failed;
  private boolean inputEnded;
  private final EmptyRecordLimit emptyRecords;
  private final TlsCost cost;
  private boolean waits;
  private Timer deadline = Connection.NO_TIMER;
  private Timer pause = Connection.NO_TIMER;

  TlsFilter(Connection connection, SSLEngine engine, TlsCost cost) {
    this.connection = connection;
    this.engine = engine;
    this.cost = cost;
    emptyRecords = new EmptyRecordLimit(connection);
  }

  @Override
  public void sessionOpened(NextFilter next, IoSession session) throws SSLException {
    deadline = connection.deadline(HANDSHAKE_DEADLINE, ConnectionSignal.HANDSHAKE_OVERDUE);
    engine.beginHandshake();
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (failed) {
      return;
    }
    append(((IoBuffer) message).buf());
    takeUp(next, session);
  }

  private void takeUp(NextFilter next, IoSession session) {
    if (hasToWait()) {
      keep();
      return;
    }
    // What is decrypted is shorter than what it is decrypted from.
    IoBuffer plain = IoBuffer.allocate(encrypted.remaining());
    try {
      proceed(next, session, plain);
    } catch (SSLException e) {
      fail(next, session, e);
    }
    keep();
    if (plain.position() > 0) {
      next.messageReceived(session, plain.flip());
    }
    if (engine.isInboundDone() && secured) {
      endInput(next, session);
    }
  }

  private boolean hasToWait() {
    if (!waits) {
      Duration most = cost.pause(encrypted.remaining(), secured);
      waits = !most.isZero();
      if (waits) {
        connection.gate().hold(Reason.TLS_WAITS, true);
        pause = connection.after(most, ConnectionSignal.TLS_PAUSE_OVER);
      }
    }
    return waits;
  }

  private void pauseIsOver(NextFilter next, IoSession session) {
    waits = false;
    if (!failed && encrypted.hasRemaining()) {
      takeUp(next, session);
    }
    if (!waits) {
      connection.gate().hold(Reason.TLS_WAITS, false);
    }
  }

  private void append(ByteBuffer packet) {
    if (!encrypted.hasRemaining()) {
      encrypted = packet;
      return;
    }
    ByteBuffer joined = ByteBuffer.allocate(encrypted.remaining() + packet.remaining());
    encrypted = joined.put(encrypted).put(packet).flip();
  }

  /** Releases the packet's bytes: copies those that are not used up yet. */
  private void keep() {
    ByteBuffer left = encrypted;
    encrypted =
        left.hasRemaining() ? ByteBuffer.allocate(left.remaining()).put(left).flip() : NOTHING;
  }

  /** Does what the engine wants next until it wants more bytes. */
  private void proceed(NextFilter next, IoSession session, IoBuffer plain) throws SSLException {
    boolean more = true;
    while (more) {
      HandshakeStatus wanted = engine.getHandshakeStatus();
      refuseRenegotiation(wanted);
      if (wanted == HandshakeStatus.NEED_TASK) {
        long began = cost.now();
        engine.getDelegatedTask().run();
        cost.spentSince(began);
      } else if (wanted == HandshakeStatus.NEED_WRAP) {
        more = wrap(next, session, NOTHING);
      } else {
        more = encrypted.hasRemaining() && unwrap(next, session, plain);
      }
    }
  }

  /**
   * TLS 1.2 lets a client ask for another handshake at any time: a computation of ours for a few
   * bytes of its own, as often as it likes, and past the rate of requests. No client needs it.
   */
  private void refuseRenegotiation(HandshakeStatus wanted) throws SSLException {
    if (secured
        && wanted == HandshakeStatus.NEED_TASK
        && engine.getSession().getProtocol().equals("TLSv1.2")) {
      throw new SSLException("the client asks for renegotiation");
    }
  }

  /** False if more bytes are needed, or none will be taken any more. */
  private boolean unwrap(NextFilter next, IoSession session, IoBuffer plain) throws SSLException {
    long began = cost.now();
    SSLEngineResult result = engine.unwrap(encrypted, plain.buf());
    if (result.getStatus() == Status.BUFFER_OVERFLOW) {
      plain.expand(engine.getSession().getApplicationBufferSize());
      result = engine.unwrap(encrypted, plain.buf());
    }
    boolean taken = result.bytesConsumed() > 0 && result.getStatus() == Status.OK;
    if (secured && taken && result.bytesProduced() == 0) {
      cost.spentSince(began);
      if (emptyRecords.isExceededBy(result.bytesConsumed())) {
        failed = true;
        connection.cutOff("TLS: " + EmptyRecordLimit.EXCEEDED);
        return false;
      }
    }
    noteEndOfHandshake(next, session, result);
    return taken || result.getHandshakeStatus() == HandshakeStatus.NEED_TASK;
  }

  /** False if the engine writes nothing any more. */
  private boolean wrap(NextFilter next, IoSession session, ByteBuffer source) throws SSLException {
    ByteBuffer record = record();
    SSLEngineResult result = engine.wrap(source, record);
    record.flip();
    if (record.hasRemaining()) {
      IoBuffer leaving = IoBuffer.allocate(record.remaining()).put(record).flip();
      next.filterWrite(session, new DefaultWriteRequest(leaving));
    }
    noteEndOfHandshake(next, session, result);
    return result.getStatus() == Status.OK;
  }

  /** An empty buffer for the longest record, to be used up at once. */
  private ByteBuffer record() {
    int bytes = engine.getSession().getPacketBufferSize();
    if (RECORD.get().capacity() < bytes) {
      RECORD.set(ByteBuffer.allocate(bytes));
    }
    return RECORD.get().clear();
  }

  private void noteEndOfHandshake(NextFilter next, IoSession session, SSLEngineResult result) {
    if (!secured && result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
      secured = true;
      deadline.cancel();
      next.sessionOpened(session);
    }
  }

  /** Sends the client TLS's own alert, and ends. */
  private void fail(NextFilter next, IoSession session, SSLException cause) {
    failed = true;
    connection.end("TLS: " + cause.getMessage());
    writeLast(next, session);
  }

  private void writeLast(NextFilter next, IoSession session) {
    try {
      boolean more = true;
      while (more && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        more = wrap(next, session, NOTHING);
      }
    } catch (SSLException e) {
      failed = true;
    }
  }

  private void endInput(NextFilter next, IoSession session) {
    if (!inputEnded) {
      inputEnded = true;
      next.inputClosed(session);
    }
  }

  @Override
  public void inputClosed(NextFilter next, IoSession session) {
    if (secured) {
      endInput(next, session);
    } else {
      connection.end("closed by the client before the TLS handshake was done");
    }
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event == ConnectionSignal.TLS_PAUSE_OVER) {
      pauseIsOver(next, session);
    } else if (event != ConnectionSignal.HANDSHAKE_OVERDUE) {
      next.event(session, event);
    } else if (!secured) {
      connection.cutOff("no TLS handshake within " + HANDSHAKE_DEADLINE.toSeconds() + " s");
    }
  }

  @Override
  public void filterWrite(NextFilter next, IoSession session, WriteRequest request)
      throws SSLException {
    ByteBuffer source = ((IoBuffer) request.getMessage()).buf();
    boolean more = secured && !failed;
    while (more && source.hasRemaining()) {
      int left = source.remaining();
      // An engine that takes nothing now would be asked for ever.
      more = wrap(next, session, source) && source.remaining() < left;
    }
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    deadline.cancel();
    pause.cancel();
    next.sessionClosed(session);
  }

  /** Sends close_notify, by which the client knows that nothing is missing. */
  void sendCloseNotify(IoSession session) {
    engine.closeOutbound();
    writeLast(session.getFilterChain().getNextFilter(this), session);
  }
}
