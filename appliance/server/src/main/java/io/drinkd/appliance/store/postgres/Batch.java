package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.postgres.ChangeFeed.Appended;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Work that is committed at once. For the thread that writes alone. */
final class Batch {

  /** Before its work. */
  static final String SAVEPOINT = "SAVEPOINT batch";

  private final long number;
  private final List<WriteTask<?>> tasks;
  private Optional<Appended> appended = Optional.empty();

  /**
   * @param number by which the bank knows it
   */
  Batch(long number, List<WriteTask<?>> tasks) {
    this.number = number;
    this.tasks = tasks;
  }

  long number() {
    return number;
  }

  List<WriteTask<?>> tasks() {
    return tasks;
  }

  /**
   * Hardly anything fails: only once something has failed, what was done before is done again, and
   * from there on each piece has a savepoint of its own, and each statement a round trip.
   */
  void run(BankSession here) throws SQLException {
    boolean failed = false;
    for (int done = 0; done < tasks.size(); done++) {
      WriteTask<?> task = tasks.get(done);
      if (failed) {
        task.runApart(here.transaction());
      } else if (!task.run(here.transaction())) {
        failed = true;
        here.transaction().together(false);
        task.undo(here.transaction(), "ROLLBACK TO " + SAVEPOINT);
        for (WriteTask<?> again : tasks.subList(0, done + 1)) {
          again.runApart(here.transaction());
        }
      }
    }
  }

  /** Adds its changes to those that all appliances follow. */
  void append(ChangeFeed feed, BankSession here, long epoch) throws SQLException {
    List<Change<?>> changes = tasks.stream().<Change<?>>flatMap(WriteTask::changes).toList();
    appended = feed.append(here.connection(), here.transaction(), epoch, changes);
  }

  /** It is committed: memory follows it, and whoever waits for it gets what came of it. */
  void complete(ChangeFeed feed) {
    CrashPoint.reach("after-commit");
    tasks.forEach(WriteTask::complete);
    feed.passed(appended);
  }

  /** Nothing of it was committed. */
  void fail(StoreException why) {
    tasks.forEach(task -> task.fail(why));
  }
}
