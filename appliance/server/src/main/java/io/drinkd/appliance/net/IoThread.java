package io.drinkd.appliance.net;

import java.util.concurrent.Executor;

/** The thread on which all work of a connection is done. */
interface IoThread extends Executor {

  /**
   * Runs a task on this thread, soon, but not before all that has come until now is read. May be
   * called on any thread. Where nothing is read, that is at once.
   */
  default void executeAfterReading(Runnable task) {
    execute(task);
  }
}
