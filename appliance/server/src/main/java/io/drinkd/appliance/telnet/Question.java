package io.drinkd.appliance.telnet;

import java.util.function.Consumer;

/**
 * What is asked next.
 *
 * @param prompt what stands before the answer
 * @param hidden whether the answer is not shown
 * @param answered gets the line that was typed, without blanks around it unless it is hidden
 * @param interrupted instead of an answer, after ^C
 */
record Question(String prompt, boolean hidden, Consumer<String> answered, Runnable interrupted) {

  static Question of(String prompt, Consumer<String> answered, Runnable interrupted) {
    return new Question(prompt, false, answered, interrupted);
  }

  /** The same with an answer that an empty line means; it is shown in brackets. */
  static Question withDefault(
      String what, String usual, Consumer<String> answered, Runnable interrupted) {
    return of(
        what + " [" + usual + "]: ",
        line -> answered.accept(line.isEmpty() ? usual : line),
        interrupted);
  }
}
