package io.drinkd.appliance.control.command;

/** What a command does with books that no appliance has open. */
public enum BooksUse {
  /** Opens them; there must be some. */
  OPEN,
  /** The same, with the machines of the configuration. */
  OPEN_WITH_MACHINES,
  /** Opens them if there are any. */
  OPEN_IF_ANY,
  /** Opens them, or begins some. */
  BEGIN,
  /** Works on their files; nobody may have them open. */
  CLOSED,
  /** Works on the bank as a whole, whoever has it. */
  BANK,
  /** The same with the files of the books in the data folder; nobody may have them open. */
  BANK_AND_BOOKS,
  /** Nothing. */
  NONE;

  /** Whether it works on the bank itself, so that no running appliance is asked. */
  public boolean isOfBank() {
    return this == BANK || this == BANK_AND_BOOKS;
  }

  /** Whether it makes no sense to take a data folder in which there are none. */
  public boolean needsAny() {
    return this == OPEN || this == OPEN_WITH_MACHINES || this == OPEN_IF_ANY;
  }
}
