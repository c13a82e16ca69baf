package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import picocli.CommandLine.Command;

/** {@code bank init}: makes the tables of a bank. */
@Command(
    name = "init",
    description = "Makes the tables in an empty database. An appliance never does that by itself.")
final class BankInitCommand extends OperatorCommand {

  @Override
  public BooksUse books() {
    return BooksUse.BANK;
  }

  @Override
  int run(OperatorContext context) {
    int version = context.bank().init(context.admin());
    context.print().done("the bank has its tables, version " + version, "version", version);
    return ExitCode.WELL;
  }
}
