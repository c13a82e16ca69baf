package io.drinkd.appliance.member;

import io.drinkd.appliance.store.StageFailure;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the directory every hour again for those whom it has let in, so that whoever is gone from
 * it, locked in it, or no admin any more does not stay for as long as a connection is open. Another
 * password cannot be seen so.
 *
 * <p>One member after the other, so that logins do not wait for it.
 */
public final class DirectoryReview implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryReview.class);
  private static final Duration EVERY = Duration.ofHours(1);

  private final Members members;
  private final Timers timers;
  private Timers.Timer next = () -> {};
  private boolean closed;

  public DirectoryReview(Members members, Timers timers) {
    this.members = members;
    this.timers = timers;
    later();
  }

  private synchronized void later() {
    if (!closed) {
      next = timers.after(EVERY, () -> review(members.fromDirectory().iterator()));
    }
  }

  private void review(Iterator<MemberRecord> rest) {
    if (!rest.hasNext()) {
      later();
      return;
    }
    MemberRecord member = rest.next();
    CompletableFuture<Void> read = members.readAgain(member);
    read.whenComplete(
        (done, failure) -> {
          if (failure == null) {
            review(rest);
          } else {
            // What is known of the others is as old; all are asked again in an hour.
            LOG.info("members not read again: {}", StageFailure.cause(failure).getMessage());
            later();
          }
        });
  }

  @Override
  public synchronized void close() {
    closed = true;
    next.cancel();
  }
}
