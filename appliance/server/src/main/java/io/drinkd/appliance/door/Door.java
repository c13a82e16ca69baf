package io.drinkd.appliance.door;

/** An open listener. */
public interface Door extends AutoCloseable {

  /** The port that is open; the one that the system chose if the settings say 0. */
  int port();

  /** Accepts nothing more, ends what is open, and returns when that is done. */
  @Override
  void close();
}
