package io.drinkd.appliance.control.call;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Where a command was given: takes its output, and has its questions answered. */
public interface Terminal {

  /** Standard output, for text in UTF-8. */
  OutputStream out();

  /** Standard error, for text in UTF-8. */
  OutputStream err();

  /**
   * Asks for a new password, twice and without showing it where somebody sits at a terminal;
   * otherwise it is the first line of standard input.
   *
   * @return empty if none was typed; which passwords a member may have is not decided here
   * @throws IOException if it cannot be read, or the two differ; the message says which
   */
  String password() throws IOException;

  /**
   * Copies a file that the command line names, with the rights of whoever gives the command: the
   * appliance may not be able to see it.
   *
   * @param named the file as the command line names it, a word of its own
   * @param most how many bytes it may have
   * @param to takes what is in it, piece by piece
   * @throws IOException if it cannot be read, or has more; the message says which file and why.
   *     Then a part of it may have been copied.
   */
  void file(String named, int most, OutputStream to) throws IOException;

  /**
   * Asks a question that is answered yes or no.
   *
   * @return empty if nobody sits at a terminal who could answer
   * @throws IOException if the answer cannot be read
   */
  Optional<Boolean> confirm(String question) throws IOException;

  /** From now on the command only shows what happens, which keeps no other command from running. */
  default void watching() {}

  /**
   * Whether whoever gave the command no longer waits for it. A command that shows what happens asks
   * this about once a second.
   */
  default boolean isGone() {
    return false;
  }
}
