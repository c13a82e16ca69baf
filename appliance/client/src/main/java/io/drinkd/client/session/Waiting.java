package io.drinkd.client.session;

import io.drinkd.client.failure.LinkLostException;
import io.drinkd.client.wire.Reply;
import java.util.concurrent.CompletableFuture;

/** Waits for the reply to a request that may take long, and shows what happens meanwhile. */
public interface Waiting {

  /**
   * Waits for a reply.
   *
   * @throws LinkLostException if the connection ends first
   */
  Reply await(Session session, CompletableFuture<Reply> reply);

  /**
   * The connection was lost, or cannot be made again yet.
   *
   * @param secondsLeft how long it will still be tried
   */
  default void lost(LinkLostException why, long secondsLeft) {}

  /** Whatever came of it, nothing is waited for any more. */
  default void over() {}
}
