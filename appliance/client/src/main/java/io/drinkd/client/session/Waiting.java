package io.drinkd.client.session;

import io.drinkd.client.failure.LinkLostException;
import io.drinkd.client.wire.Reply;
import java.util.concurrent.CompletableFuture;

/** Waits for the reply to a request that may take long, and shows what happens meanwhile. */
public interface Waiting {

  /** For requests that are answered at once. */
  Waiting SHORT = Session::await;

  /**
   * Waits for a reply.
   *
   * @throws LinkLostException if the connection ends first
   */
  Reply await(Session session, CompletableFuture<Reply> reply);

  /** The connection was lost; it is being made again. */
  default void lost(LinkLostException why) {}
}
