package io.drinkd.appliance.web.exchange;

import java.util.concurrent.CompletionStage;

/** What a client reads piece by piece, for as long as both want. May be used by any thread. */
public interface LiveOutput {

  /**
   * Sends the next piece; the one before it has to be sent. Does not block.
   *
   * @return completes when the client's system has taken it, on any thread; fails if the output has
   *     ended
   */
  CompletionStage<Void> send(byte[] piece);

  /** Ends it; the last piece has to be sent, or has failed. */
  void end();

  /**
   * Completes, on any thread, when it has ended: by {@link #end}, because the client has gone or
   * reads too slowly, or because the door closes.
   */
  CompletionStage<Void> ended();
}
