package io.drinkd.appliance.web.page;

import io.drinkd.appliance.web.exchange.Exchange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a form has made and the next page shows, once: a form is answered by sending the browser to
 * a page, and what may be in no address, such as a secret, waits here for the browser to come for
 * it. In memory alone, one for each session and not for long; what was not fetched is gone, as
 * after a restart. May be used on any thread.
 */
public final class ShownOnce<T> {

  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int MOST = 1_000;

  private record Kept<T>(T shown, Instant until) {}

  private final Clock clock;

  /** By the secrets of sessions, oldest first; guarded by this. */
  private final Map<String, Kept<T>> bySession = new LinkedHashMap<>();

  public ShownOnce(Clock clock) {
    this.clock = clock;
  }

  /** Keeps something for the session of whoever asks; what was kept for it before is gone. */
  public synchronized void keep(Exchange exchange, T shown) {
    Instant now = clock.instant();
    bySession.values().removeIf(kept -> !now.isBefore(kept.until));
    exchange
        .cookies()
        .session()
        .ifPresent(
            session -> {
              bySession.remove(session);
              bySession.put(session, new Kept<>(shown, now.plus(KEPT)));
            });
    if (bySession.size() > MOST) {
      bySession.remove(bySession.keySet().iterator().next());
    }
  }

  /** What was kept for that session; empty the second time, and if it was too long ago. */
  public synchronized Optional<T> take(Exchange exchange) {
    return exchange
        .cookies()
        .session()
        .map(bySession::remove)
        .filter(kept -> clock.instant().isBefore(kept.until))
        .map(Kept::shown);
  }
}
