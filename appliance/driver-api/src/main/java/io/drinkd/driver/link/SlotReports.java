package io.drinkd.driver.link;

import java.util.SortedMap;

/**
 * The slot reports on one session: what the board has, and which of its reports have a reason other
 * than that it has just finished a drop. Where that is not certain a reason is assumed.
 */
final class SlotReports {

  /** The highest slot that was reported, 0 if none yet. */
  private int highestSlot;

  /** The most slots that one report had: a full one has no fewer. */
  private int slots;

  /** How many full reports are still to come for other reasons. */
  private int expected;

  int highestSlot() {
    return highestSlot;
  }

  /** So many full reports will come for a reason that is known. */
  void expect(int reports) {
    expected += reports;
  }

  /**
   * Takes a report.
   *
   * @return whether it is full, and came for no reason that is known
   */
  boolean received(SortedMap<Integer, ?> slotsReported) {
    highestSlot = Math.max(highestSlot, slotsReported.lastKey());
    slots = Math.max(slots, slotsReported.size());
    // A single slot is reported when its sensor changes.
    boolean full = slotsReported.size() > 1 && slotsReported.size() == slots;
    if (full && expected > 0) {
      expected--;
      return false;
    }
    return full;
  }
}
