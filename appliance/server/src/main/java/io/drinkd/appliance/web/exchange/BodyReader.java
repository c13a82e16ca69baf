package io.drinkd.appliance.web.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content.Chunk;
import org.eclipse.jetty.server.Request;

/** Reads the body of one request, without blocking, up to a bound. */
final class BodyReader implements Runnable {

  /** How many bytes a body has at most. */
  static final int BYTES_MAX = 65_536;

  private static final String TOO_LARGE =
      String.format(Locale.ROOT, "the body has more than %d bytes", BYTES_MAX);

  private final Request request;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

  private BodyReader(Request request) {
    this.request = request;
  }

  /**
   * Reads it.
   *
   * @return fails with a {@link RequestException}: 413, or 400 if the client does not send all of
   *     it
   */
  static CompletableFuture<byte[]> read(Request request) {
    BodyReader reader = new BodyReader(request);
    if (request.getLength() > BYTES_MAX) {
      reader.fail(413, TOO_LARGE);
    } else {
      reader.run();
    }
    return reader.whole;
  }

  private void fail(int status, String detail) {
    whole.completeExceptionally(new RequestException(status, detail));
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
        fail(400, "the body ended too early, or took too long");
      } else {
        take(chunk);
      }
    }
  }

  private void take(Chunk chunk) {
    ByteBuffer bytes = chunk.getByteBuffer();
    boolean fits = read.size() + bytes.remaining() <= BYTES_MAX;
    if (fits) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      read.writeBytes(copy);
    }
    boolean last = chunk.isLast();
    chunk.release();
    if (!fits) {
      fail(413, TOO_LARGE);
    } else if (last) {
      whole.complete(read.toByteArray());
    }
  }
}
