package io.drinkd.client.command;

import io.drinkd.client.failure.FailedException;

/** Whoever can be asked something: somebody at a terminal, or a program that writes lines. */
public interface Person {

  /**
   * Asks for a line.
   *
   * @throws FailedException if nobody answers
   */
  String ask(String question);

  /**
   * Asks for a line that is not shown.
   *
   * @throws FailedException if nobody answers
   */
  String askSecretly(String question);
}
