package io.drinkd.appliance.store.jdbc;

import io.drinkd.appliance.store.Followed;

/**
 * A change of the books that memory follows once it is on disk. Used by one thread at a time.
 *
 * @param <T> what has changed
 */
public final class Change<T> implements Runnable {

  private final Followed<T> followed;
  private final T value;
  private long number;

  Change(Followed<T> followed, T value) {
    this.followed = followed;
    this.value = value;
  }

  /** The name of its kind. */
  public String kind() {
    return followed.name();
  }

  /** The change as others read it. */
  public String text() {
    return followed.write(value).toString();
  }

  /** It has that number among the changes of all processes. */
  public void number(long given) {
    number = given;
  }

  /** Takes it into the memory of this process. */
  @Override
  public void run() {
    followed.apply(value, number);
  }
}
