package io.drinkd.appliance.drop;

/** An order was not written as sent, for another appliance sends the orders of its machine. */
final class NotOwnedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotOwnedException(String machine) {
    super("another appliance has the machine " + machine);
  }
}
