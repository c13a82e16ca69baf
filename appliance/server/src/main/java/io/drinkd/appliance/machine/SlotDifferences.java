package io.drinkd.appliance.machine;

import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the slots in which a machine's file and its board differ, once each. A slot that the board
 * does not report is sold by its count alone, one that the file does not list is not sold.
 */
final class SlotDifferences {

  private static final Logger LOG = LoggerFactory.getLogger(SlotDifferences.class);

  /** No machine has so many slots; a faulty driver must fill neither memory nor log. */
  private static final int NAMED_MAX = 1_000;

  private final String machine;
  private final Set<Integer> unlistedNamed = new TreeSet<>();
  private final Set<Integer> unreportedNamed = new TreeSet<>();

  SlotDifferences(String machine) {
    this.machine = machine;
  }

  /** To be called by one thread at a time. */
  void check(Set<Integer> listed, Set<Integer> reported) {
    if (listed.equals(reported)) {
      return;
    }
    Set<Integer> unlisted = toBeNamed(reported, listed, unlistedNamed);
    if (!unlisted.isEmpty()) {
      // What to do: add these slots to the machine's file, if they are to be sold.
      LOG.warn(
          "machine {}: its board reports slots {}, which its file does not list; they are not sold",
          machine,
          unlisted);
    }
    // A board reports a single slot by itself when its sensor changes.
    Set<Integer> unreported =
        reported.size() > 1 ? toBeNamed(listed, reported, unreportedNamed) : Set.of();
    if (!unreported.isEmpty()) {
      // What to do: remove these slots from the machine's file, if the machine does not have them.
      LOG.warn(
          "machine {}: its board does not report slots {}, which its file lists;"
              + " they are sold by their count alone",
          machine,
          unreported);
    }
  }

  /** What is in these, not among the others, and not named before. */
  private static Set<Integer> toBeNamed(
      Set<Integer> these, Set<Integer> others, Set<Integer> named) {
    Set<Integer> different = new TreeSet<>(these);
    different.removeAll(others);
    different.removeAll(named);
    if (named.size() >= NAMED_MAX) {
      return Set.of();
    }
    named.addAll(different);
    return different;
  }
}
