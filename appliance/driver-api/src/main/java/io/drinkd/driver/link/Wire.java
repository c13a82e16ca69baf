package io.drinkd.driver.link;

/** What dialogues go over: a link that is held, or a connection for each question. */
interface Wire {

  /**
   * Sends a question. {@link DialogueRun#left} is called just before its first byte leaves, {@link
   * DialogueRun#answered} with the answer, {@link DialogueRun#lost} if none can come.
   */
  void ask(Object request, DialogueRun<?> run);

  /** Sends what is not answered. */
  void tell(Object request);

  /** The board is known to report this. */
  void report(BoardMessage message);

  /** Whether each question has a connection of its own, so that no late answer meets another. */
  default boolean separatesAnswers() {
    return false;
  }

  /**
   * No answer to the last question is awaited any more. Over a link that is held that is seen when
   * one comes.
   */
  default void forget(DialogueRun<?> run) {}
}
