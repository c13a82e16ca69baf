package io.drinkd.appliance.service;

import io.drinkd.appliance.ledger.InsufficientCreditsException;
import io.drinkd.appliance.member.LoginUnavailableException;
import io.drinkd.appliance.member.MemberException;
import io.drinkd.appliance.member.TooManyAttemptsException;
import io.drinkd.appliance.net.FailureLog;
import io.drinkd.appliance.store.StageFailure;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.driver.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells refusals from faults of our own, for every door: what an operation failed with becomes the
 * refusal to answer, and what is no refusal is logged with its stack trace. May be used on any
 * thread.
 */
public final class Faults {

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private final FailureLog log;

  Faults(FailureLog log) {
    this.log = log;
  }

  /** For a process that has no services open. */
  public Faults(Timers timers) {
    this(new FailureLog(timers));
  }

  /**
   * What is answered to a request that failed.
   *
   * @param what the request, for the log; without passwords
   * @param failure what was thrown, or what the stage failed with, wrapped or not
   */
  public RefusedException refusal(String what, Throwable failure) {
    Throwable cause = StageFailure.cause(failure);
    if (cause instanceof RefusedException refused) {
      return refused;
    }
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
      // What to do: see whether the directory answers; members can log in again as soon as it does.
      LOG.warn("login not checked: {}", cause.getMessage());
      return new RefusedException(Refusal.NOT_READY, cause.getMessage());
    }
    log.report(what + " failed", cause);
    if (cause instanceof StoreException store) {
      return refusal(store);
    }
    return new RefusedException(Refusal.UNKNOWN_FAILURE, "an unexpected fault; the log says more");
  }

  /** What is answered where the books cannot be opened, read or written; logs nothing. */
  public static RefusedException refusal(StoreException failure) {
    boolean unsound = failure.kind() == StoreException.Kind.UNSOUND;
    return new RefusedException(
        unsound ? Refusal.BOOKS_UNSOUND : Refusal.NOT_READY, failure.getMessage());
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
