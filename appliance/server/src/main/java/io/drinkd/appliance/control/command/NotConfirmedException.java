package io.drinkd.appliance.control.command;

/** The operator was asked, and does not want it done. */
final class NotConfirmedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotConfirmedException() {
    super("nothing was done");
  }
}
