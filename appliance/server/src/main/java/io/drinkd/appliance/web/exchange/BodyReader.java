package io.drinkd.appliance.web.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.eclipse.jetty.io.Content.Chunk;
import org.eclipse.jetty.server.Request;

/** Reads the body of one request, without blocking, up to a bound and while there is memory. */
final class BodyReader implements Runnable {

  /** How many bytes a body has at most. */
  static final int BYTES_MAX = 65_536;

  /** How many it has of whoever is not signed in: enough to sign in. */
  static final int BYTES_OF_STRANGERS_MAX = 4_096;

  private final Request request;
  private final int most;
  private final IntConsumer memory;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

  private BodyReader(Request request, int most, IntConsumer memory) {
    this.request = request;
    this.most = most;
    this.memory = memory;
  }

  /**
   * Reads it.
   *
   * @param most how many bytes it has at most
   * @param memory takes memory for so many bytes, or throws a {@link RequestException}
   * @return fails with a {@link RequestException}: 413, 400 if the client does not send all of it,
   *     or what {@code memory} throws
   */
  static CompletableFuture<byte[]> read(Request request, int most, IntConsumer memory) {
    BodyReader reader = new BodyReader(request, most, memory);
    if (request.getLength() > most) {
      reader.fail(reader.tooLarge());
    } else {
      reader.run();
    }
    return reader.whole;
  }

  private void fail(RequestException failure) {
    whole.completeExceptionally(failure);
  }

  private RequestException tooLarge() {
    String strangers = most < BYTES_MAX ? ", which is all that is read before signing in" : "";
    return new RequestException(
        413, String.format(Locale.ROOT, "the body has more than %d bytes%s", most, strangers));
  }

  /** Goes on where it is. */
  @Override
  public void run() {
    while (!whole.isDone()) {
      Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Chunk.isFailure(chunk)) {
        fail(new RequestException(400, "the body ended too early, or took too long"));
      } else {
        take(chunk);
      }
    }
  }

  private void take(Chunk chunk) {
    boolean last = chunk.isLast();
    try {
      take(chunk.getByteBuffer());
    } catch (RequestException e) {
      fail(e);
    } finally {
      chunk.release();
    }
    if (last) {
      whole.complete(read.toByteArray());
    }
  }

  private void take(ByteBuffer bytes) {
    if (read.size() + bytes.remaining() > most) {
      throw tooLarge();
    }
    memory.accept(bytes.remaining());
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    read.writeBytes(copy);
  }
}
