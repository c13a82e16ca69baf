package io.drinkd.appliance.control;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How many commands may be there at once. Those that run are few, for each needs memory and time.
 * Those that wait for whoever gave them, because the command has not arrived whole, or a question
 * is not answered, or what happens is only shown, keep nobody out: the one that has waited longest
 * gives way. To be used by any thread.
 */
final class CommandPlaces {

  /** How many may run; one more is refused. */
  static final int RUNNING_MAX = 4;

  /** How many may run or wait. */
  static final int CONNECTED_MAX = 16;

  // All guarded by this.
  private final Set<Place> waiting = new LinkedHashSet<>();
  private Optional<Place> sending = Optional.empty();
  private int running;
  private int connected;

  /**
   * A place for a connection that waits for its command; empty if there are too many that run.
   *
   * @param giveWay closes the connection, so that whoever waits for its other side gets an
   *     exception
   */
  Optional<Place> enter(Runnable giveWay) {
    Optional<Place> longest = Optional.empty();
    Place place = new Place(giveWay);
    synchronized (this) {
      if (connected == CONNECTED_MAX) {
        longest = waiting.stream().findFirst();
        if (longest.isEmpty()) {
          return Optional.empty();
        }
        longest.get().leave();
      }
      connected++;
      waiting.add(place);
    }
    longest.ifPresent(one -> one.giveWay.run());
    return Optional.of(place);
  }

  /** The place of one connection. */
  final class Place {

    private final Runnable giveWay;

    // Guarded by the places.
    private boolean runs;
    private boolean left;

    private Place(Runnable giveWay) {
      this.giveWay = giveWay;
    }

    /** Its command runs from now on; false if too many do. */
    boolean begin() {
      synchronized (CommandPlaces.this) {
        if (left || running == RUNNING_MAX) {
          return false;
        }
        run();
        return true;
      }
    }

    /** It waits for whoever gave it. */
    void pause() {
      synchronized (CommandPlaces.this) {
        if (runs) {
          runs = false;
          running--;
          waiting.add(this);
          CommandPlaces.this.notifyAll();
        }
      }
    }

    /**
     * It has what it waited for. Waits until few enough run.
     *
     * @throws IOException if it has given way, or the appliance stops
     */
    void resume() throws IOException {
      synchronized (CommandPlaces.this) {
        waiting.remove(this);
        while (!left && running == RUNNING_MAX) {
          try {
            CommandPlaces.this.wait();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the appliance is stopping; nothing was done", e);
          }
        }
        if (left) {
          throw new IOException("it gave way to another command; nothing was done");
        }
        run();
      }
    }

    private void run() {
      waiting.remove(this);
      runs = true;
      running++;
    }

    /**
     * Whether its command may receive a file now, until it leaves: one at a time, for a file takes
     * memory or room on the disk.
     */
    boolean takesFile() {
      synchronized (CommandPlaces.this) {
        if (left || sending.isPresent() && sending.get() != this) {
          return false;
        }
        sending = Optional.of(this);
        return true;
      }
    }

    /**
     * Its command has ended. Whoever reads its exit code may give the next one, so this comes
     * before that.
     */
    void ended() {
      synchronized (CommandPlaces.this) {
        pause();
        sending = sending.filter(one -> one != this);
      }
    }

    /** Its command has ended and was answered, or it has given way. */
    void leave() {
      synchronized (CommandPlaces.this) {
        if (!left) {
          ended();
          waiting.remove(this);
          left = true;
          connected--;
        }
      }
    }
  }
}
