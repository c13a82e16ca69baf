package io.drinkd.appliance.machine;

import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the slots in which a machine's file and its board differ, once each in the log. A slot that
 * the board does not tell is sold by its count alone, one that the file does not list is not sold.
 */
final class SlotDifferences {

  private static final Logger LOG = LoggerFactory.getLogger(SlotDifferences.class);

  /** No machine has so many slots; a driver that invents them fills neither memory nor log. */
  private static final int NAMED_MAX = 1_000;

  private final String machine;
  private final Set<Integer> unlistedNamed = new TreeSet<>();
  private final Set<Integer> untoldNamed = new TreeSet<>();

  SlotDifferences(String machine) {
    this.machine = machine;
  }

  /** To be called by one thread at a time. */
  void look(Set<Integer> listed, Set<Integer> told) {
    name(
        told,
        listed,
        unlistedNamed,
        "machine {}: its board tells slots {}, which its file does not list; they are not sold");
    // A board tells a single slot by itself when its sensor changes.
    if (told.size() > 1) {
      name(
          listed,
          told,
          untoldNamed,
          "machine {}: its board does not tell slots {}, which its file lists; they follow the count");
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
