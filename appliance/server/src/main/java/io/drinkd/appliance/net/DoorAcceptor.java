package io.drinkd.appliance.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MINA's acceptor, which also refuses politely when this process may not open another file: it has
 * one file open that it does not need, closes that for the moment in which the client is refused,
 * and opens it again. MINA itself leaves the client waiting without a word, and logs a stack trace
 * twenty times a second.
 */
final class DoorAcceptor extends NioSocketAcceptor {

  private static final Logger LOG = LoggerFactory.getLogger(DoorAcceptor.class);
  private static final Path ANY_FILE = Path.of("/dev/null");

  /** The client stays ready to be accepted: to try at once again would take a whole core. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final String listener;
  private final Supplier<byte[]> refusal;

  /** Whether there can be a reserve at all; if not, MINA's way holds. */
  private final boolean reserves;

  private volatile Optional<Channel> reserve;

  /**
   * @param listener its name, for the log
   * @param refusal what a client is sent that is refused
   */
  DoorAcceptor(String listener, SocketProcessors processors, Supplier<byte[]> refusal) {
    super(processors);
    this.listener = listener;
    this.refusal = refusal;
    reserve = open();
    reserves = reserve.isPresent();
  }

  @Override
  protected NioSession accept(IoProcessor<NioSession> processor, ServerSocketChannel door)
      throws Exception {
    if (!reserves || isFileLeft()) {
      return super.accept(processor, door);
    }
    refuse(door);
    return null;
  }

  /** Opening one is the only way to know; the system's own count costs more than that. */
  private boolean isFileLeft() throws IOException {
    if (reserve.isEmpty()) {
      reserve = open();
    }
    Optional<Channel> another = open();
    if (another.isPresent()) {
      another.get().close();
    }
    return another.isPresent();
  }

  private static Optional<Channel> open() {
    try {
      return Optional.of(FileChannel.open(ANY_FILE));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void closeReserve() throws IOException {
    if (reserve.isPresent()) {
      reserve.get().close();
    }
  }

  private void refuse(ServerSocketChannel door) throws IOException {
    closeReserve();
    try (SocketChannel client = door.accept()) {
      if (client != null) {
        // What to do: raise how many files the process may have open, or lower "connections: all".
        LOG.warn(
            "listener {}: client refused, for the process may not open another file", listener);
        client.configureBlocking(false);
        client.write(ByteBuffer.wrap(refusal.get()));
      }
    } catch (IOException e) {
      // Somebody else was faster, or the client is gone.
      LOG.debug("listener {}: client not refused", listener, e);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    reserve = open();
  }

  @Override
  protected void dispose0() throws Exception {
    super.dispose0();
    closeReserve();
  }
}
