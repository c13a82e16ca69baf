package io.drinkd.bench.load;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Finds out where replies end in what a server sends, and which are errors. */
interface ReplyScanner {

  /**
   * Goes through what has come, up to the end of one reply.
   *
   * @param bytes read by index
   * @return the index behind the reply's end, or -1 if it does not end before {@code to}
   */
  int end(ByteBuffer bytes, int from, int to);

  /** Whether the reply that has just ended is an error. */
  boolean isError();

  /** Whether the server closes the connection behind the reply that has just ended. */
  default boolean closes() {
    return false;
  }

  /** The first error's line. */
  Optional<String> firstError();
}
