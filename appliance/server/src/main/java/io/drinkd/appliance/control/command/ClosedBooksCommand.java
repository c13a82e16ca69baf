package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.DataFolder;
import java.io.PrintWriter;
import java.nio.file.Path;

/** A command on books that nobody has open, whether or not they are sound. */
public abstract class ClosedBooksCommand extends OperatorCommand {

  /** Runs where the books are open, and so does nothing. */
  @Override
  public final int run(OperatorContext context) {
    throw new CommandFailedException("the appliance runs; stop it first, then say it again");
  }

  /**
   * Does what the command is for, and says in one line what went wrong if it cannot be done.
   *
   * @param data the data folder, which this process has to itself
   * @param folder where whoever gave the command works
   * @return the exit code
   */
  public final int run(DataFolder data, Path folder, PrintWriter out, PrintWriter err) {
    try {
      return work(data, folder, out);
    } catch (RuntimeException e) {
      return BooksCommandRunner.failed(e, err);
    }
  }

  abstract int work(DataFolder data, Path folder, PrintWriter out);
}
