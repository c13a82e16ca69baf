package io.drinkd.appliance.store;

import java.util.concurrent.CompletionException;

/**
 * Why a stage failed. A stage that follows a failed one fails with a {@link CompletionException}
 * around the cause; this is the one place that takes it off.
 */
public final class StageFailure {

  private StageFailure() {}

  /** The cause, whether or not it is wrapped. */
  public static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
