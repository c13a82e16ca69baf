package io.drinkd.appliance.store;

/**
 * One kind of what memory keeps of the books: it follows each commit, in their order, by {@link
 * Transaction#follow}. Where several processes have the books at once, the memory of each follows
 * what any of them has written.
 *
 * @param <T> a change: the whole new state of what has changed, so that whoever takes in an older
 *     one again, and then all that came after it, ends with the newest
 */
public interface Followed<T> {

  /** The name of the kind, in the books. */
  String name();

  /** A change as the books have it for others. */
  RowText write(T change);

  /** The change that was {@link #write written} so. */
  T read(RowText text);

  /**
   * Takes in a change that is on disk. Called on a thread of the store, one at a time; must not
   * block.
   *
   * @param number that of the change, one more than that of the one before, the same in each
   *     process; 0 in books of one process, and as long as the others' are not followed
   */
  void apply(T change, long number);

  /**
   * Publishes what {@link #apply} would publish of a change that is in memory already, because it
   * was made before the books were opened, if there is anything.
   *
   * @param number that of the change
   */
  default void replay(T change, long number) {
    // Most kinds have no events.
  }
}
