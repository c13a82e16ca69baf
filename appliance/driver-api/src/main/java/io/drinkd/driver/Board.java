package io.drinkd.driver;

import java.util.concurrent.CompletableFuture;

/**
 * The controller board of one machine. Methods return at once and never throw: what goes wrong is
 * the future's outcome.
 */
public interface Board {

  /**
   * Sends an order to the board. The caller has one order in flight at a time; another one given
   * meanwhile ends as {@link DropOutcome.NotSent}.
   *
   * <p>The future is never completed exceptionally and always completes: with the board's answer,
   * or with {@link DropOutcome.Unknown} when the answer time-out expires or the link is lost, or
   * with {@link DropOutcome.NotSent} if that happens before the order was given. An answer that
   * still comes later is reported with {@link BoardListener#answeredLate}.
   */
  CompletableFuture<DropOutcome> drop(DropOrder order);

  /**
   * Closes the link for good. An order in flight ends as {@link DropOutcome.Unknown}. The future
   * completes when nothing of the board is left: no session, no timer.
   */
  CompletableFuture<Void> close();
}
