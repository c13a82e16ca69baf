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
    name(
        reported,
        listed,
        unlistedNamed,
        "machine {}: its board reports slots {} that its file does not list; they are not sold");
    // A report of a single slot is a change of its sensor, not the list of all slots.
    if (reported.size() > 1) {
      name(
          listed,
          reported,
          unreportedNamed,
          "machine {}: its board does not report slots {} that its file lists; sold by their count");
    }
  }

  private void name(Set<Integer> these, Set<Integer> without, Set<Integer> named, String line) {
    Set<Integer> different = new TreeSet<>(these);
    different.removeAll(without);
    different.removeAll(named);
    if (named.size() < NAMED_MAX && named.addAll(different)) {
      LOG.warn(line, machine, different);
    }
  }
}
