package io.drinkd.appliance.sunday;

import io.drinkd.appliance.sunday.Line.Request;

/**
 * Keeps the place of a request among the others that wait for their turn, and what came of it when
 * it was handled before that.
 */
final class ReplySlot {

  private final Request request;
  private CommandResult result;
  private int expected;

  ReplySlot(Request request) {
    this.request = request;
  }

  Request request() {
    return request;
  }

  /** The request is handled now: one more result will come. */
  void expect() {
    expected++;
  }

  /**
   * A result has come. The request may have been handled several times: what CANCEL called off
   * counts together.
   */
  void add(CommandResult another) {
    expected--;
    result =
        result instanceof CommandResult.Cancelled some
                && another instanceof CommandResult.Cancelled more
            ? new CommandResult.Cancelled(some.drops() + more.drops())
            : another;
  }

  /** Whether all results have come, so that the request can be answered when it is its turn. */
  boolean isComplete() {
    return expected == 0;
  }

  CommandResult result() {
    return result;
  }
}
