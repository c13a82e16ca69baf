package io.drinkd.appliance.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;

/**
 * When all that one answer needs must have come.
 *
 * @param nanos as {@link System#nanoTime} counts
 */
record Deadline(long nanos) {

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /**
   * How long it is until then, at least 1.
   *
   * @throws LDAPException if it is over
   */
  long leftMillis() throws LDAPException {
    long left = Duration.ofNanos(nanos - System.nanoTime()).toMillis();
    if (left <= 0) {
      throw new LDAPException(ResultCode.TIMEOUT, "the time is over");
    }
    return left;
  }
}
