package io.drinkd.appliance.sunday;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a client sent up to a line feed, or what came instead of one. */
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

  /**
   * A request that acts before its turn to be answered.
   *
   * @param outcome to be completed with what comes of it, on any thread
   */
  record Hasty(Request request, CompletableFuture<CommandResult> outcome) implements Line {}

  /**
   * In the place of a request that has acted: it is its turn to be answered.
   *
   * @param outcome what came of it, or is still to come
   */
  record Acted(Request request, CompletableFuture<CommandResult> outcome) implements Line {}

  /** A line of nothing but blanks: no request, but a sign of life. */
  record Blank() implements Line {}

  /** A line that cannot be a request. It is owed an error. */
  record Unreadable(Fault fault) implements Line {}

  /**
   * Nothing follows: what came before is answered, then the connection is closed.
   *
   * @param why one line for the log
   * @param ours whether the client is told, because it does not know yet
   */
  record End(String why, boolean ours) implements Line {}

  /** What is wrong with an unreadable line. */
  enum Fault {
    TOO_LONG,
    BAD_UTF8,
    NUL,
    QUOTE_NOT_CLOSED
  }
}
