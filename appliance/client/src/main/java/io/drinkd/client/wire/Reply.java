package io.drinkd.client.wire;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import java.util.List;

/**
 * What the server answered to one request.
 *
 * @param rows of a list, without line ends; empty for other replies
 * @param last the last line, which says whether it worked
 * @param meaning {@link ExitCode#DONE} if it worked
 * @param text the words of the last line, without {@code OK} or {@code ERR} and a number
 */
public record Reply(List<String> rows, String last, ExitCode meaning, String text) {

  /** Whether it worked. */
  public boolean done() {
    return meaning == ExitCode.DONE;
  }

  /**
   * This reply, if it worked.
   *
   * @throws FailedException with the server's words, if not
   */
  public Reply orFail() {
    if (!done()) {
      throw new FailedException(meaning, text);
    }
    return this;
  }

  /** The number with which the text ends, such as the credits that remain; -1 if there is none. */
  public long number() {
    int end = text.length();
    int from = end;
    while (from > 0 && Character.digit(text.charAt(from - 1), 10) >= 0) {
      from--;
    }
    if (from == end || end - from > 18) {
      return -1;
    }
    long number = Long.parseLong(text.substring(from));
    return from > 0 && text.charAt(from - 1) == '-' ? -number : number;
  }
}
