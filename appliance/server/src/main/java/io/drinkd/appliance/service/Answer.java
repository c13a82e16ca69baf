package io.drinkd.appliance.service;

import io.drinkd.appliance.ledger.InsufficientCreditsException;
import io.drinkd.appliance.member.LoginUnavailableException;
import io.drinkd.appliance.member.MemberException;
import io.drinkd.appliance.member.TooManyAttemptsException;
import io.drinkd.appliance.store.StageFailure;
import java.util.concurrent.CompletableFuture;

/**
 * What an operation returns to a door. This is the one place that turns what the packages below
 * fail with into refusals.
 */
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
            answer.completeExceptionally(known(StageFailure.cause(failure)));
          }
        });
    return answer;
  }

  private static Throwable known(Throwable cause) {
    if (cause instanceof MemberException member) {
      return new RefusedException(refusal(member.kind()), member.getMessage());
    }
    if (cause instanceof InsufficientCreditsException) {
      return new RefusedException(Refusal.POOR, cause.getMessage());
    }
    if (cause instanceof TooManyAttemptsException) {
      return new RefusedException(Refusal.TOO_MANY_LOGINS, cause.getMessage());
    }
    if (cause instanceof LoginUnavailableException) {
      return new RefusedException(Refusal.NOT_READY, cause.getMessage());
    }
    return cause;
  }

  private static Refusal refusal(MemberException.Kind kind) {
    return switch (kind) {
      case NAME_TAKEN -> Refusal.NAME_TAKEN;
      case IBUTTON_TAKEN -> Refusal.IBUTTON_TAKEN;
      case GONE -> Refusal.NO_SUCH_MEMBER;
      case LAST_ADMIN -> Refusal.LAST_ADMIN;
      case NOT_EMPTY -> Refusal.ACCOUNT_NOT_EMPTY;
      case INVALID_NAME -> Refusal.INVALID_NAME;
      case INVALID_PASSWORD -> Refusal.INVALID_PASSWORD;
      case INVALID_CREDITS -> Refusal.INVALID_AMOUNT;
      case INVALID_IBUTTON -> Refusal.INVALID_IBUTTON;
    };
  }
}
