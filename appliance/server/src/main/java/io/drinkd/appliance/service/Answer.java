package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.StageFailure;
import java.util.concurrent.CompletableFuture;

/** What an operation returns to a door. */
final class Answer {

  private Answer() {}

  /**
   * The same, but fails with the {@link RefusedException} itself, or with the bare fault if it is
   * no refusal.
   */
  static <T> CompletableFuture<T> answered(CompletableFuture<T> stage) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    stage.whenComplete(
        (found, failure) -> {
          if (failure == null) {
            answer.complete(found);
          } else {
            answer.completeExceptionally(StageFailure.cause(failure));
          }
        });
    return answer;
  }
}
