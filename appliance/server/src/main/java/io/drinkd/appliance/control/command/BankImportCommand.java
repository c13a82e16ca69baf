package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.service.Bank.Imported;
import picocli.CommandLine.Command;

/** {@code bank import}: moves the books of the data folder into an empty bank. */
@Command(
    name = "import",
    description = {
      "Copies the books of the data folder into an empty bank, and verifies both.",
      "No appliance may have either open. The file stays, and is not used any more."
    })
final class BankImportCommand extends OperatorCommand {

  private static final Table<Imported> TABLE =
      Table.<Imported>of()
          .column("sound", imported -> imported.findings().sound())
          .column("rows", Imported::rows)
          .column("accounts", imported -> imported.findings().accounts())
          .column("transfers", imported -> imported.findings().transfers())
          .column("drops", imported -> imported.findings().drops())
          .column("books", Imported::books);

  @Override
  public BooksUse books() {
    return BooksUse.BANK_AND_BOOKS;
  }

  @Override
  int run(OperatorContext context) {
    Imported imported = context.bank().importBooks(context.admin());
    String sentence =
        "imported from "
            + imported.books()
            + ": "
            + Verified.sentence(imported.findings())
            + "; "
            + imported.rows()
            + " rows, the same in both; move "
            + imported.file()
            + " away, so that nobody continues with it";
    context.print().done(sentence, TABLE, imported);
    return ExitCode.WELL;
  }
}
