package io.drinkd.appliance.sunday;

import java.util.List;

/** What a client sent up to a line feed. */
public sealed interface Line {

  /**
   * A request.
   *
   * @param verb the first word; ASCII letters in upper case
   * @param arguments the words after it, quotes taken off
   */
  record Request(String verb, List<String> arguments) implements Line {

    /** Leaves the arguments out: one of them may be a password. */
    @Override
    public String toString() {
      return "Request[" + verb + ", " + arguments.size() + " arguments]";
    }
  }

  /** A line that cannot be a request. It is owed an error. */
  record Unreadable(Fault fault) implements Line {}

  /** What is wrong with an unreadable line. */
  enum Fault {
    TOO_LONG,
    /** It begins as a request of HTTP does, whatever else is wrong with it. */
    HTTP,
    BAD_UTF8,
    NUL,
    QUOTE_NOT_CLOSED
  }
}
