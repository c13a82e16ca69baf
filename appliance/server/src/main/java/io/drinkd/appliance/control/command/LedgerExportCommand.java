package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger export --csv|--beancount}: all transfers, oldest first, on standard output. */
@Command(name = "export", description = "Writes all transfers to standard output, oldest first.")
final class LedgerExportCommand extends OperatorCommand {

  @ArgGroup(multiplicity = "1")
  private Spelling spelling;

  private static final class Spelling {
    @Option(names = "--csv", description = "Comma-separated values, a line of headings first.")
    private boolean csv;

    @Option(names = "--beancount", description = "Beancount, for plain-text accounting.")
    private boolean beancount;
  }

  @Override
  public int run(OperatorContext context) {
    if (spelling.beancount) {
      context.services().books().exportBeancount(context.admin(), context.out()).join();
    } else {
      context.services().books().exportCsv(context.admin(), context.out()).join();
    }
    if (context.out().checkError()) {
      throw new CommandFailedException("the export was not taken to its end");
    }
    return ExitCode.WELL;
  }
}
