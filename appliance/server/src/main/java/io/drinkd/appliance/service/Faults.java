package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.FailureLog;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.SqlFailure;
import io.drinkd.appliance.store.StageFailure;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.driver.Timers;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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
  private final boolean logsStore;
  private final boolean forOperators;

  private Faults(FailureLog log, boolean logsStore, boolean forOperators) {
    this.log = log;
    this.logsStore = logsStore;
    this.forOperators = forOperators;
  }

  /**
   * For an operator's command in a process of its own: what is logged there comes before the eyes
   * of whoever asked, to whom a failure of the store is the answer, in one line.
   */
  public Faults(Timers timers) {
    this(new FailureLog(timers::nanoTime), false, true);
  }

  /** For an appliance that runs, whose log somebody else reads than whoever asked. */
  static Faults inAppliance(Timers timers) {
    return new Faults(new FailureLog(timers::nanoTime), true, false);
  }

  /** The same for operators, who may read where the books are, and what is wrong with them. */
  public Faults forOperators() {
    return new Faults(log, logsStore, true);
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
    if (cause instanceof CancellationException) {
      return new RefusedException(Refusal.NOT_READY, "called off: whoever asked has gone");
    }
    if (logsStore || !(cause instanceof StoreException)) {
      report(what + " failed", cause);
    }
    if (cause instanceof StoreException store) {
      return forOperators ? refusal(store) : withoutDetail(store);
    }
    return new RefusedException(Refusal.UNKNOWN_FAILURE, "an unexpected fault; the log says more");
  }

  /** The failure of the store with which a request failed, wrapped or not; empty for all else. */
  public static Optional<StoreException> ofStore(Throwable failure) {
    return StageFailure.cause(failure) instanceof StoreException store
        ? Optional.of(store)
        : Optional.empty();
  }

  /**
   * A disk that is full, or a server that is away, is no fault of ours; the store has logged it,
   * once for all requests.
   */
  private void report(String what, Throwable cause) {
    boolean away =
        cause instanceof StoreException store && store.kind() == StoreException.Kind.AWAY;
    if (cause.getCause() instanceof SQLException failure && SqlFailure.isOfRights(failure)) {
      log.reportInOneLine(what + ": " + cause.getMessage(), cause);
    } else if (away
        || cause.getCause() instanceof SQLException failure && SqlFailure.isOfDisk(failure)) {
      LOG.debug("{}: {}", what, cause.getMessage());
    } else {
      log.report(what, cause);
    }
  }

  /** Members need not know where the books are, nor what they are made of; the log says it. */
  private static RefusedException withoutDetail(StoreException failure) {
    return failure.kind() == StoreException.Kind.UNSOUND
        ? new RefusedException(Refusal.BOOKS_UNSOUND, "the books are not sound")
        : new RefusedException(Refusal.NOT_READY, "the books cannot be used now");
  }

  /** What is answered where the books cannot be opened, read or written; logs nothing. */
  public static RefusedException refusal(StoreException failure) {
    boolean unsound = failure.kind() == StoreException.Kind.UNSOUND;
    return new RefusedException(
        unsound ? Refusal.BOOKS_UNSOUND : Refusal.NOT_READY, failure.getMessage());
  }
}
