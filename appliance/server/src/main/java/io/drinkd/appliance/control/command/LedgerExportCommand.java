package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger export --csv|--beancount}: all transfers, oldest first, on standard output. */
@Command(
    name = "export",
    description = "Writes all transfers to standard output, oldest first, for other programs.")
final class LedgerExportCommand extends OperatorCommand {

  @ArgGroup(multiplicity = "1")
  private Format format;

  private static final class Format {
    @Option(names = "--csv", description = "Comma-separated values with a header line.")
    private boolean csv;

    @Option(names = "--beancount", description = "A Beancount ledger, for plain-text accounting.")
    private boolean beancount;
  }

  @Override
  int run(OperatorContext context) {
    if (format.beancount) {
      context.services().books().exportBeancount(context.admin(), context.out());
    } else {
      context.services().books().exportCsv(context.admin(), context.out());
    }
    if (context.out().checkError()) {
      context.warn("the export is incomplete: its output could not be written");
      return ExitCode.FAILED;
    }
    return ExitCode.WELL;
  }
}
