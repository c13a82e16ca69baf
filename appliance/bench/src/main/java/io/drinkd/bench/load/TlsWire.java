package io.drinkd.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * TLS 1.3 over Java's engine, on the thread that calls. What one write sends is one record, so
 * requests that leave together are encrypted together; what one read brings is decrypted at once.
 *
 * <p>Nothing large is kept for a connection but the engine itself, so that thousands fit.
 */
public final class TlsWire implements Wire {

  private static final String[] VERSIONS = {"TLSv1.3"};
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** Two of the largest records: plain text is shorter, so what is read always fits its buffer. */
  private static final int ENCRYPTED_BYTES = 33 * 1_024;

  /** Each thread that measures has its own; on the heap, where the cipher is fastest. */
  private static final ThreadLocal<ByteBuffer> RECEIVED =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(ENCRYPTED_BYTES));

  private static final ThreadLocal<ByteBuffer> SENT =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(ENCRYPTED_BYTES));

  private final SocketChannel channel;
  private final SSLEngine engine;

  /** The beginning of a record whose rest has not come yet. */
  private ByteBuffer begun = NOTHING;

  private boolean secured;

  private TlsWire(SocketChannel channel, SSLEngine engine) {
    this.channel = channel;
    this.engine = engine;
  }

  /**
   * Connects and begins the handshake; it continues as bytes are read, or before the first write.
   */
  public static TlsWire to(InetSocketAddress server, SSLContext trust) throws IOException {
    SSLEngine engine = trust.createSSLEngine();
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(VERSIONS);
    TlsWire wire = new TlsWire(PlainWire.to(server).channel(), engine);
    engine.beginHandshake();
    wire.wrap(NOTHING);
    return wire;
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    ByteBuffer encrypted = RECEIVED.get().clear().put(begun);
    int read = channel.read(encrypted);
    encrypted.flip();
    int before = into.position();
    boolean open = unwrap(encrypted, into) && read >= 0;
    begun = encrypted.hasRemaining() ? copy(encrypted) : NOTHING;
    int plain = into.position() - before;
    return open || plain > 0 ? plain : -1;
  }

  private static ByteBuffer copy(ByteBuffer rest) {
    return ByteBuffer.allocate(rest.remaining()).put(rest).flip();
  }

  /** Does what the engine wants next until it wants more bytes; false if the server has ended. */
  private boolean unwrap(ByteBuffer encrypted, ByteBuffer into) throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_WRAP -> wrap(NOTHING);
        default -> {
          SSLEngineResult result = engine.unwrap(encrypted, into);
          note(result);
          if (result.getStatus() == Status.CLOSED) {
            return false;
          }
          if (result.getStatus() != Status.OK || !encrypted.hasRemaining() && isAtRest()) {
            return true;
          }
        }
      }
    }
  }

  private boolean isAtRest() {
    return switch (engine.getHandshakeStatus()) {
      case NEED_TASK, NEED_WRAP -> false;
      default -> true;
    };
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (!secured) {
      if (read(ByteBuffer.allocate(READ_BYTES)) < 0) {
        throw new IOException("the server closed in the midst of the TLS handshake");
      }
    }
    while (bytes.hasRemaining()) {
      wrap(bytes);
    }
  }

  private void wrap(ByteBuffer bytes) throws IOException {
    ByteBuffer record = SENT.get().clear();
    note(engine.wrap(bytes, record));
    record.flip();
    while (record.hasRemaining()) {
      channel.write(record);
    }
  }

  private void note(SSLEngineResult result) {
    secured |= result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.FINISHED;
  }
}
