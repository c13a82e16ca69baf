package io.drinkd.appliance.web.oidc;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The body of an answer that ends with a failure once it is too long. */
final class BoundedBody implements BodySubscriber<byte[]> {

  static final int BYTES_MAX = 65_536;

  private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
  private Subscription subscription;
  private long bytes;

  /** The answer is longer than {@link #BYTES_MAX}. */
  static final class TooLongException extends IOException {

    private static final long serialVersionUID = 1L;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole.getBody();
  }

  @Override
  public void onSubscribe(Subscription begun) {
    subscription = begun;
    whole.onSubscribe(begun);
  }

  @Override
  public void onNext(List<ByteBuffer> next) {
    bytes += next.stream().mapToLong(ByteBuffer::remaining).sum();
    if (bytes <= BYTES_MAX) {
      whole.onNext(next);
    } else {
      subscription.cancel();
      whole.onError(new TooLongException());
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.onError(failure);
  }

  @Override
  public void onComplete() {
    whole.onComplete();
  }
}
