package io.drinkd.client.shell;

import io.drinkd.client.command.Person;
import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;

/** Whoever sits at the shell. What is answered is not in the history. */
final class ShellPerson implements Person {

  private LineReader reader;

  /** How what is typed is read, before anything is asked. */
  void typesTo(LineReader used) {
    reader = used;
  }

  @Override
  public String ask(String question) {
    return answer(question, null);
  }

  @Override
  public String askSecretly(String question) {
    return answer(question, '\0');
  }

  private String answer(String question, Character mask) {
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    reader.setVariable(LineReader.DISABLE_COMPLETION, true);
    try {
      return reader.readLine(question, mask).strip();
    } catch (UserInterruptException | EndOfFileException e) {
      throw new FailedException(ExitCode.NOT_LOGGED_IN, "nobody has logged in");
    } finally {
      reader.setVariable(LineReader.DISABLE_HISTORY, false);
      reader.setVariable(LineReader.DISABLE_COMPLETION, false);
    }
  }
}
