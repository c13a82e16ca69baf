package io.drinkd.appliance.web.exchange;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * A live output on Jetty. Its connection is good for nothing else, and is closed after it: so a
 * client that has gone is noticed at once, and not with the next piece only.
 */
final class ResponseOutput implements LiveOutput {

  private final Response response;
  private final Callback callback;
  private final EndPoint endPoint;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  ResponseOutput(Response response, Callback callback) {
    this.response = response;
    this.callback = callback;
    endPoint = response.getRequest().getConnectionMetaData().getConnection().getEndPoint();
  }

  /** From now on it is noticed when the client goes. */
  void watch(ClientWatch client) {
    client.left().thenRun(() -> breakOff(new EOFException("the client has gone")));
    client.whileLive();
  }

  @Override
  public CompletionStage<Void> send(byte[] piece) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    Callback callbackOfPiece =
        Callback.from(
            InvocationType.NON_BLOCKING,
            () -> sent.complete(null),
            failure -> {
              breakOff(failure);
              sent.completeExceptionally(failure);
            });
    try {
      response.write(false, ByteBuffer.wrap(piece), callbackOfPiece);
    } catch (RuntimeException e) {
      // Jetty has nothing to write to any more once it has ended, and throws.
      if (!ended.isDone()) {
        throw e;
      }
      sent.completeExceptionally(e);
    }
    return sent;
  }

  @Override
  public void end() {
    if (ended.complete(null)) {
      callback.succeeded();
    }
  }

  /** Ends it in the middle of a piece, too. */
  void breakOff(Throwable why) {
    if (ended.complete(null)) {
      endPoint.close();
      callback.failed(why);
    }
  }

  @Override
  public CompletionStage<Void> ended() {
    return ended;
  }
}
