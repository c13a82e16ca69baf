package io.drinkd.appliance.telnet;

import io.drinkd.appliance.failure.RefusedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where a dialog takes place. Used on the connection's I/O thread, on which all that is handed over
 * is called too.
 */
interface Terminal {

  /** Shows a sentence, in several lines if it is long; above the question, if one is asked. */
  void line(String text);

  /**
   * Shows a list, each row cut to the width of the window, and pauses where the window is full.
   *
   * @param then what follows
   */
  void rows(List<String> rows, Runnable then);

  /** Asks the next question; what was typed ahead answers it. */
  void ask(Question question);

  /** Whether what is typed for a hidden question is seen all the same. */
  boolean showsHidden();

  /**
   * Waits, while nothing that is typed is taken up.
   *
   * @param work may also throw what it is refused with
   */
  <T> void await(
      Supplier<CompletableFuture<T>> work, Consumer<T> then, Consumer<RefusedException> refused);

  /** The same for a login, which ^C gives up, and the end of the connection. */
  <T> void awaitLogin(
      Supplier<CompletableFuture<T>> work, Consumer<T> then, Consumer<RefusedException> refused);

  /** Learns later how something ends, while the dialog continues. */
  <T> void follow(CompletableFuture<T> work, Consumer<T> then, Consumer<RefusedException> refused);

  /** How many things are followed now. */
  int followed();

  /** Somebody has logged in, or nobody is logged in any more: other limits of time hold. */
  void loggedIn(boolean somebody);

  /**
   * Ends the connection.
   *
   * @param last the last line that is shown
   * @param why one line for the log
   */
  void end(String last, String why);
}
