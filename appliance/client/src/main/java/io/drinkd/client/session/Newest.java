package io.drinkd.client.session;

import io.drinkd.client.failure.FailedException;
import io.drinkd.client.failure.LinkLostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What fell, where the reply does not say it: by what the history has more than before. A server
 * without a history leaves it unknown, and so does a second drop of the member's at the same time.
 */
public final class Newest {

  private static final int ENTRIES = 20;
  private static final Pattern DROP = Pattern.compile("drop \"(.*)\"");

  private final Session session;
  private final Optional<List<HistoryEntry>> before;

  private Newest(Session session, Optional<List<HistoryEntry>> before) {
    this.session = session;
    this.before = before;
  }

  /**
   * Looks at the history, before a drop.
   *
   * @throws LinkLostException if the connection ends
   */
  public static Newest before(Session session) {
    return new Newest(session, entries(session));
  }

  private static Optional<List<HistoryEntry>> entries(Session session) {
    try {
      return Optional.of(session.history(ENTRIES));
    } catch (LinkLostException e) {
      throw e;
    } catch (FailedException e) {
      return Optional.empty();
    }
  }

  /** The drink that fell since then; empty if that is not known. */
  public Optional<String> drink() {
    if (before.isEmpty()) {
      return Optional.empty();
    }
    List<HistoryEntry> now;
    try {
      now = session.repeated(() -> entries(session)).orElse(List.of());
    } catch (FailedException e) {
      // The drink fell; its name is a courtesy.
      return Optional.empty();
    }
    int added = added(now, before.get());
    List<String> fallen =
        now.subList(0, added).stream()
            .map(HistoryEntry::what)
            .map(DROP::matcher)
            .filter(Matcher::matches)
            .map(drop -> drop.group(1))
            .toList();
    return fallen.size() == 1 ? Optional.of(fallen.get(0)) : Optional.empty();
  }

  /** How many entries are before those that there were. */
  private static int added(List<HistoryEntry> now, List<HistoryEntry> before) {
    for (int added = 0; added < now.size(); added++) {
      int same = Math.min(now.size() - added, before.size());
      if (same > 0 && now.subList(added, added + same).equals(before.subList(0, same))) {
        return added;
      }
    }
    return before.isEmpty() ? now.size() : 0;
  }
}
