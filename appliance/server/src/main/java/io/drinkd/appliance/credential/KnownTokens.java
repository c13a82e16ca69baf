package io.drinkd.appliance.credential;

import io.drinkd.appliance.credential.TokenStore.Found;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that were used lately, as they are in the books. One that is ended is forgotten as
 * soon as that is on disk. May be used on any thread.
 */
final class KnownTokens {

  /** Another appliance with the same books may have ended it. */
  private static final Duration KEPT_FOR = Duration.ofSeconds(5);

  /** So many, and the one that was used longest ago is looked up again. */
  private static final int KEPT_MAX = 1_000;

  private final EndedCredentials ended;
  private final Clock clock;

  // Guarded by itself; the one that was used last is the last.
  private final Map<String, Kept> byHash = new LinkedHashMap<>(16, 0.75f, true);

  private record Kept(Found found, Instant since) {}

  /**
   * @param ended says which are ended
   */
  KnownTokens(EndedCredentials ended, Clock clock) {
    this.ended = ended;
    this.clock = clock;
    ended.listenToEach(this::forget);
  }

  Optional<Found> find(String hash) {
    Kept kept;
    synchronized (byHash) {
      kept = byHash.get(hash);
    }
    return Optional.ofNullable(kept).filter(one -> isFresh(one.since)).map(Kept::found);
  }

  private boolean isFresh(Instant since) {
    return Duration.between(since, clock.instant()).abs().compareTo(KEPT_FOR) < 0;
  }

  void keep(Found found) {
    String hash = found.token().hash();
    synchronized (byHash) {
      byHash.put(hash, new Kept(found, clock.instant()));
      if (byHash.size() > KEPT_MAX) {
        byHash.remove(byHash.keySet().iterator().next());
      }
    }
    // It may have been ended between the reading and now; if it is from now on, it is forgotten.
    if (ended.contains(found.token().member(), hash)) {
      forget(hash);
    }
  }

  /** Notes when one was used last; how fresh it is does not change by that. */
  void used(Found found) {
    synchronized (byHash) {
      byHash.computeIfPresent(found.token().hash(), (hash, kept) -> new Kept(found, kept.since));
    }
  }

  private void forget(String hash) {
    synchronized (byHash) {
      byHash.remove(hash);
    }
  }
}
