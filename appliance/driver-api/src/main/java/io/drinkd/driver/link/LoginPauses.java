package io.drinkd.driver.link;

import io.drinkd.driver.Timers;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down password guessing: after a wrong one the next login from the same address is checked
 * only after 1 s, then 2 s, 4 s, and 8 s from then on, so a board behind the same address that
 * knows its password waits a few seconds and is accepted. An address is forgotten after a minute
 * without a wrong password, and at once if it is the least recent of more than {@value #MOST}.
 */
final class LoginPauses {

  private static final int MOST = 1024;
  private static final int LONGEST_PAUSE_SECONDS = 8;
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private record Pause(long startNanos, int seconds) {}

  private final Timers timers;

  private final Map<InetAddress, Pause> pauses =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Pause> eldest) {
          return size() > MOST;
        }
      };

  LoginPauses(Timers timers) {
    this.timers = timers;
  }

  /** How long until a login from the address is checked; zero if it may be now. */
  Duration left(InetAddress address) {
    Pause pause = pauses.get(address);
    if (pause == null) {
      return Duration.ZERO;
    }
    Duration left = Duration.ofSeconds(pause.seconds).minus(since(pause));
    return left.isNegative() ? Duration.ZERO : left;
  }

  void wrongPassword(InetAddress address) {
    Pause last = pauses.remove(address);
    boolean first = last == null || since(last).compareTo(REMEMBERED) > 0;
    int seconds = first ? 1 : Math.min(2 * last.seconds, LONGEST_PAUSE_SECONDS);
    pauses.put(address, new Pause(timers.nanoTime(), seconds));
  }

  private Duration since(Pause pause) {
    return Duration.ofNanos(timers.nanoTime() - pause.startNanos);
  }
}
