package io.drinkd.appliance.web.exchange;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** A live output on Jetty. */
final class ResponseOutput implements LiveOutput {

  private final Response response;
  private final Callback callback;
  private final AtomicBoolean ended = new AtomicBoolean();

  ResponseOutput(Response response, Callback callback) {
    this.response = response;
    this.callback = callback;
  }

  @Override
  public CompletionStage<Void> send(byte[] piece) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    response.write(
        false,
        ByteBuffer.wrap(piece),
        Callback.from(
            InvocationType.NON_BLOCKING,
            () -> sent.complete(null),
            failure -> {
              if (ended.compareAndSet(false, true)) {
                callback.failed(failure);
              }
              sent.completeExceptionally(failure);
            }));
    return sent;
  }

  @Override
  public void end() {
    if (ended.compareAndSet(false, true)) {
      callback.succeeded();
    }
  }
}
