package io.drinkd.appliance.web.exchange;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request is not answered as it was meant.
 *
 * @param status from 400 to 599
 * @param refusal what the house refuses; empty if the request itself is wrong
 * @param detail one line for whoever asked; may be empty
 * @param headers what the answer says besides, such as {@code Retry-After}
 */
public record Failure(
    int status, Optional<RefusedException> refusal, String detail, Map<String, String> headers) {

  private static final String RETRY_AFTER = "Retry-After";

  /** What the house refuses, with the status that stands for it. */
  public static Failure of(RefusedException refused) {
    return new Failure(
        status(refused.refusal()),
        Optional.of(refused),
        refused.getMessage(),
        headers(refused.refusal()));
  }

  static Failure of(RequestException wrong) {
    return new Failure(wrong.status(), Optional.empty(), wrong.getMessage(), wrong.headers());
  }

  private static int status(Refusal refusal) {
    return switch (refusal) {
      case POOR -> 402;
      case KEY_REUSED -> 422;
      case OUT_OF_SERVICE, BOARD_AWAY, BOARD_BUSY -> 409;
      case NO_TEMPERATURE -> 404;
      case TOO_MANY_LOGINS -> 429;
      case UNKNOWN_FAILURE -> 500;
      default ->
          switch (refusal.category()) {
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case INVALID -> 422;
            case UNAVAILABLE -> 503;
          };
    };
  }

  private static Map<String, String> headers(Refusal refusal) {
    return switch (refusal) {
      case TOO_MANY_LOGINS, NOT_READY -> Map.of(RETRY_AFTER, "5");
      case BOOKS_UNSOUND -> Map.of(RETRY_AFTER, "60");
      default -> Map.of();
    };
  }

  /** For how long to wait before it is asked again; empty if that is of no use. */
  public Optional<Long> retryAfterSeconds() {
    return Optional.ofNullable(headers.get(RETRY_AFTER)).map(Long::valueOf);
  }
}
