package io.drinkd.appliance.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Books that several processes may have at once, each with a memory that follows all of them. */
public interface SharedBooks {

  /** The time of day by which all of them go. May be read on any thread. */
  Clock clock();

  /**
   * Whether books can be written.
   *
   * @param now whether they could be at the last attempt
   * @param since since when that is so, by their own {@link #clock}
   */
  record Writable(boolean now, Instant since) {}

  /** Whether they can be written, and since when that is so. May be asked on any thread. */
  Writable writable();

  /**
   * How long they have not answered anything, once that is so long that others may be certain of
   * nothing that this process has of them; empty before. May be asked on any thread.
   */
  Optional<Duration> silence();

  /**
   * Whether it is certain that this process has what it owns of them, such as machines; otherwise
   * another one may have taken it. May be asked on any thread.
   */
  boolean isProven();

  /**
   * The number of the last change that this process follows up to: before {@link #follow} that
   * which was the last when the books were opened, so that whatever was read since holds all up to
   * it. May be called on any thread.
   */
  long position();

  /**
   * The number of the last change before those that are {@link Followed#replay replayed}, so that
   * clients of other processes may continue here: {@link #position}, or a smaller one. May be
   * called on any thread.
   */
  long replayedAfter();

  /**
   * From now on what other processes write is taken in too, before what this one writes after it,
   * and at the latest some tenths of a second later; what was written since the books were opened
   * is taken in now. While the books are away nothing is, and once they are back all of it before
   * they can be used. Of what was written before them, the newest is replayed first. Blocks until
   * that is done; to be called once.
   *
   * @param followed all kinds that there are
   * @throws StoreException if the books cannot be read now
   */
  void follow(List<Followed<?>> followed);
}
