package io.drinkd.driver.link;

import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
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

/**
 * TLS with a board that is dialled. For the filters behind it the session opens when the handshake
 * is done, so that no driver notices it; one whose handshake fails ends with the reason, and has
 * never been open.
 *
 * <p>A filter of its own over Java's engine instead of MINA's {@code SslFilter}: a board that
 * speaks first sends its login together with the end of the handshake, and that one hands it on
 * before it says that the handshake is done, perhaps on another thread; and it leaves a session
 * open on which something else than TLS comes.
 *
 * <p>Input comes on the I/O thread, what is written on the machine's; what is encrypted leaves in
 * the order in which it was.
 */
final class TlsFilter extends IoFilterAdapter {

  /** With what each reason begins for which a handshake fails. */
  static final String REASON = "TLS with ";

  private static final Duration HANDSHAKE_TIME = Duration.ofSeconds(10);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final String address;
  private final SSLEngine engine;
  private final Timers timers;

  /** What has come and is not decrypted yet: less than a record between two pieces of input. */
  private ByteBuffer encrypted = NOTHING;

  private volatile boolean secured;
  private boolean failed;
  private boolean inputEnded;
  private Timer deadline = () -> {};

  /**
   * @param address the board's, for those who read why a handshake has failed
   */
  TlsFilter(String address, SSLEngine engine, Timers timers) {
    this.address = address;
    this.engine = engine;
    this.timers = timers;
  }

  @Override
  public void sessionOpened(NextFilter next, IoSession session) {
    deadline = timers.after(HANDSHAKE_TIME, () -> overdue(session));
    try {
      engine.beginHandshake();
      proceed(next, session);
    } catch (SSLException e) {
      fail(next, session, e);
    }
  }

  private void overdue(IoSession session) {
    if (!secured) {
      end(session, noTls("no handshake within " + DurationFormat.seconds(HANDSHAKE_TIME)));
    }
    session.closeNow();
  }

  private void end(IoSession session, String why) {
    LinkHandler.endBecause(session, REASON + address + ": " + why);
  }

  private static String noTls(String found) {
    return "found "
        + found
        + ", expected a board that speaks TLS 1.3 or 1.2; correct connect:, or remove tls: from the"
        + " machine's file";
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (failed) {
      return;
    }
    append(((IoBuffer) message).buf());
    try {
      proceed(next, session);
    } catch (SSLException e) {
      fail(next, session, e);
    }
    encrypted = encrypted.hasRemaining() ? copy(encrypted) : NOTHING;
    if (engine.isInboundDone() && secured) {
      endInput(next, session);
    }
  }

  private void append(ByteBuffer piece) {
    ByteBuffer joined = ByteBuffer.allocate(encrypted.remaining() + piece.remaining());
    encrypted = joined.put(encrypted).put(piece).flip();
  }

  private static ByteBuffer copy(ByteBuffer left) {
    return ByteBuffer.allocate(left.remaining()).put(left).flip();
  }

  /** Does what the engine wants next until it wants more input. */
  private void proceed(NextFilter next, IoSession session) throws SSLException {
    boolean more = true;
    while (more) {
      HandshakeStatus wanted = engine.getHandshakeStatus();
      if (wanted == HandshakeStatus.NEED_TASK) {
        engine.getDelegatedTask().run();
      } else if (wanted == HandshakeStatus.NEED_WRAP) {
        more = wrap(next, session, NOTHING);
      } else {
        more = encrypted.hasRemaining() && unwrap(next, session);
      }
    }
  }

  /** False if more input is needed, or none will be taken any more. */
  private boolean unwrap(NextFilter next, IoSession session) throws SSLException {
    ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    SSLEngineResult result = engine.unwrap(encrypted, plain);
    noteEndOfHandshake(next, session, result);
    if (plain.flip().hasRemaining()) {
      next.messageReceived(session, IoBuffer.wrap(plain));
    }
    return result.getStatus() == Status.OK
        && (result.bytesConsumed() > 0 || result.getHandshakeStatus() == HandshakeStatus.NEED_TASK);
  }

  /** False if the engine writes nothing any more. */
  private synchronized boolean wrap(NextFilter next, IoSession session, ByteBuffer source)
      throws SSLException {
    ByteBuffer room = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(source, room);
    if (room.flip().hasRemaining()) {
      next.filterWrite(session, new DefaultWriteRequest(IoBuffer.wrap(room)));
    }
    noteEndOfHandshake(next, session, result);
    return result.getStatus() == Status.OK;
  }

  private void noteEndOfHandshake(NextFilter next, IoSession session, SSLEngineResult result) {
    if (!secured && result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
      secured = true;
      deadline.cancel();
      next.sessionOpened(session);
    }
  }

  /** Sends the board TLS's own alert, and ends; a board that does not read it ends later. */
  private void fail(NextFilter next, IoSession session, SSLException cause) {
    failed = true;
    if (secured) {
      end(session, "found " + said(cause) + ", expected a sound record");
      session.closeNow();
      return;
    }
    end(session, refusal(cause).orElseGet(() -> noTls(said(cause))));
    try {
      boolean more = true;
      while (more && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        more = wrap(next, session, NOTHING);
      }
    } catch (SSLException e) {
      // The alert has no more room; why the board was refused is known all the same.
      session.closeNow();
    }
    session.closeOnFlush();
  }

  private static Optional<String> refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BoardTrust.RefusedException) {
        return Optional.of(cause.getMessage());
      }
    }
    return Optional.empty();
  }

  /** Java says it so, and nothing else tells these apart. */
  private static String said(SSLException cause) {
    String said = String.valueOf(cause.getMessage());
    return said.contains("recognized SSL message") || said.contains("Unsupported record")
        ? "an answer that is no TLS"
        : "the failure \"" + said + "\"";
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
      end(session, noTls("a connection that the board closes in the handshake"));
      session.closeNow();
    }
  }

  @Override
  public void filterWrite(NextFilter next, IoSession session, WriteRequest request)
      throws SSLException {
    ByteBuffer source = ((IoBuffer) request.getMessage()).buf();
    boolean more = true;
    while (more && source.hasRemaining()) {
      int left = source.remaining();
      // An engine that takes nothing now would be asked for ever.
      more = wrap(next, session, source) && source.remaining() < left;
    }
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    deadline.cancel();
    next.sessionClosed(session);
  }
}
