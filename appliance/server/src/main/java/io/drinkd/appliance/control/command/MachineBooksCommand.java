package io.drinkd.appliance.control.command;

/** A command about the machines as the books have them, whether or not the appliance runs. */
abstract class MachineBooksCommand extends OperatorCommand {

  @Override
  public final BooksUse books() {
    return BooksUse.OPEN_WITH_MACHINES;
  }
}
