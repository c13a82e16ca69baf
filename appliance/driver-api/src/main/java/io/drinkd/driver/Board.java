package io.drinkd.driver;

import java.util.concurrent.CompletableFuture;

/**
 * The controller board of one machine. Methods may be called on any thread, return at once and
 * never throw: what goes wrong is the future's outcome.
 */
public interface Board {

  /**
   * Sends an order to the board. The caller has one order in flight at a time; another one sent
   * meanwhile ends as {@link DropOutcome.NotSent}.
   *
   * <p>The future is never completed exceptionally and always completes: with the board's answer,
   * or with {@link DropOutcome.Unknown} when the answer time-out is over or the link is lost. An
   * answer that still comes later on the same link is told to {@link BoardListener#answeredLate}.
   */
  CompletableFuture<DropOutcome> drop(DropOrder order);

  /**
   * Ends the link for good. An order in flight ends as {@link DropOutcome.Unknown}. The future
   * completes when nothing of the board is left: no session, no timer.
   */
  CompletableFuture<Void> close();
}
