package io.drinkd.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** How the bytes of one connection reach the server: as they are, or encrypted. */
public interface Wire extends Closeable {

  /** A buffer of this size always has room for what one {@link #read} brings. */
  int READ_BYTES = 64 * 1_024;

  /** How a case opens one more connection. */
  interface Dialer {
    Wire dial() throws IOException;
  }

  /** To be registered with a selector. It blocks until that is changed. */
  SocketChannel channel();

  /**
   * Adds what has come to an empty buffer of {@link #READ_BYTES}.
   *
   * @return how many bytes, maybe none even if the channel blocks; -1 if no more will come
   */
  int read(ByteBuffer into) throws IOException;

  /** Sends all of it, however long that takes. */
  void write(ByteBuffer bytes) throws IOException;

  @Override
  default void close() throws IOException {
    channel().close();
  }
}
