package io.drinkd.appliance.ledger;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A map by the ids of a table's rows, which count from 1 and are dense: an array needs a tenth of
 * the memory of a hash map for a hundred thousand of them. May be used on any thread.
 */
public final class DenseIdMap<T> {

  private static final int INITIAL_CAPACITY = 64;

  /** No house has so many rows; a greater id is an error, and would use all memory. */
  private static final int ID_MAX = 1 << 26;

  private volatile AtomicReferenceArray<T> all = new AtomicReferenceArray<>(INITIAL_CAPACITY);

  /** The value for the id. */
  public Optional<T> find(long number) {
    AtomicReferenceArray<T> now = all;
    return number >= 0 && number < now.length()
        ? Optional.ofNullable(now.get((int) number))
        : Optional.empty();
  }

  /**
   * Sets the value for the id.
   *
   * @return the previous one
   * @throws IllegalStateException if the id is negative or too large
   */
  public synchronized Optional<T> put(long number, T one) {
    if (number < 0 || number >= ID_MAX) {
      throw new IllegalStateException(
          "the books have a row " + number + ", expected 1 to " + ID_MAX);
    }
    if (number >= all.length()) {
      grow((int) number + 1);
    }
    return Optional.ofNullable(all.getAndSet((int) number, one));
  }

  /** Removes the value for the id. */
  public synchronized void remove(long number) {
    if (find(number).isPresent()) {
      all.set((int) number, null);
    }
  }

  /** By half of its size, so that adding one by one does not copy each time. */
  private void grow(int least) {
    AtomicReferenceArray<T> before = all;
    var more = new AtomicReferenceArray<T>(Math.max(least, before.length() + before.length() / 2));
    for (int i = 0; i < before.length(); i++) {
      more.setPlain(i, before.getPlain(i));
    }
    all = more;
  }
}
