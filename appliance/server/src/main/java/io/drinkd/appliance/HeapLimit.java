package io.drinkd.appliance;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much memory Java may take for its objects. All members are among them for good; where these
 * leave little, Java looks for free memory all the time, and everybody waits meanwhile.
 */
final class HeapLimit {

  private static final Logger LOG = LoggerFactory.getLogger(HeapLimit.class);

  /** With a card and an account, by a heap with a million of them. */
  private static final int BYTES_A_MEMBER = 230;

  private static final long MEGABYTE = 1 << 20;
  private static final long STEP_MEGABYTES = 128;

  private HeapLimit() {}

  /**
   * Warns if the members take more than half of it.
   *
   * @param members how many there are
   * @param most of the heap, in bytes
   */
  static void check(int members, long most) {
    long needed = (long) members * BYTES_A_MEMBER;
    if (needed > most / 2) {
      long steps = (2 * needed / MEGABYTE) / STEP_MEGABYTES + 1;
      // What to do: give Java more memory.
      LOG.warn(
          "{} members take some {} MB of memory, and Java may have {} MB; set"
              + " DRINKD_JAVA_OPTS=-Xmx{}m in the file environment of the configuration, and"
              + " restart drinkd",
          members,
          needed / MEGABYTE,
          most / MEGABYTE,
          steps * STEP_MEGABYTES);
    }
  }
}
