package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.jdbc.WriteTask;
import java.sql.SQLException;
import java.util.List;

/**
 * Work that is committed at once.
 *
 * @param number by which the bank knows it
 */
record Batch(long number, List<WriteTask<?>> tasks) {

  /**
   * Hardly anything fails: only once something has failed, what was done before is done again, and
   * from there on each piece has a savepoint of its own.
   */
  void run(BankSession here) throws SQLException {
    here.transaction().update("SAVEPOINT batch");
    boolean failed = false;
    for (int done = 0; done < tasks.size(); done++) {
      WriteTask<?> task = tasks.get(done);
      if (failed) {
        task.runApart(here.transaction());
      } else if (!task.run(here.transaction())) {
        failed = true;
        task.undo(here.transaction(), "ROLLBACK TO SAVEPOINT batch");
        for (WriteTask<?> before : tasks.subList(0, done)) {
          before.runApart(here.transaction());
        }
      }
    }
  }

  /** It is committed. */
  void complete() {
    CrashPoint.reach("after-commit");
    tasks.forEach(WriteTask::complete);
  }

  /** Nothing of it was committed. */
  void fail(StoreException why) {
    tasks.forEach(task -> task.fail(why));
  }
}
