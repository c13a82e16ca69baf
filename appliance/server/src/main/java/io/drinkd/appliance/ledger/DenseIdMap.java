package io.drinkd.appliance.ledger;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What belongs to each of the numbers that a table of the books gives to its rows, from 1 on and
 * none twice. Such numbers are dense, so an array keeps a hundred thousand of them in a tenth of
 * the memory of a map. May be used on any thread.
 */
public final class DenseIdMap<T> {

  private static final int FIRST_ROOM = 64;

  /** No house has so many rows; a number beyond it is a mistake, and would cost all memory. */
  private static final int MOST = 1 << 26;

  private volatile AtomicReferenceArray<T> all = new AtomicReferenceArray<>(FIRST_ROOM);

  /** What has that number. */
  public Optional<T> find(long number) {
    AtomicReferenceArray<T> now = all;
    return number >= 0 && number < now.length()
        ? Optional.ofNullable(now.get((int) number))
        : Optional.empty();
  }

  /**
   * Puts it in the place of what had the number before.
   *
   * @return what that was
   * @throws IllegalStateException if the number is not one that a table gives
   */
  public synchronized Optional<T> put(long number, T one) {
    if (number < 0 || number >= MOST) {
      throw new IllegalStateException("the books have a row " + number + ", expected 1 to " + MOST);
    }
    if (number >= all.length()) {
      grow((int) number + 1);
    }
    return Optional.ofNullable(all.getAndSet((int) number, one));
  }

  /** From now on nothing has that number. */
  public synchronized void remove(long number) {
    if (find(number).isPresent()) {
      all.set((int) number, null);
    }
  }

  /** By half as much again, so that what comes one by one is not copied each time. */
  private void grow(int least) {
    AtomicReferenceArray<T> before = all;
    var more = new AtomicReferenceArray<T>(Math.max(least, before.length() + before.length() / 2));
    for (int i = 0; i < before.length(); i++) {
      more.setPlain(i, before.getPlain(i));
    }
    all = more;
  }
}
