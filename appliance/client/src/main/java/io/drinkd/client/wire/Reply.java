package io.drinkd.client.wire;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.failure.RefusedException;
import java.util.List;

/**
 * What the server answered to one request.
 *
 * @param rows of a list, without line ends; empty for other replies
 * @param last the last line, which says whether it worked
 * @param reason why it did not work; its code is {@link ExitCode#DONE} if it did
 * @param text the words of the last line, without {@code OK} or {@code ERR} and a number
 */
public record Reply(List<String> rows, String last, Reason reason, String text) {

  private static final Reason DONE = new Reason(ExitCode.DONE, "");

  static Reply done(List<String> rows, String last, String text) {
    return new Reply(rows, last, DONE, text);
  }

  /** {@link ExitCode#DONE} if it worked. */
  public ExitCode meaning() {
    return reason.code();
  }

  /** Why it did not work, as a sentence for people without a full stop. */
  public String why() {
    return reason.text();
  }

  /** Whether it worked. */
  public boolean done() {
    return meaning() == ExitCode.DONE;
  }

  /**
   * This reply, if it worked.
   *
   * @throws FailedException if not
   */
  public Reply orFail() {
    if (!done()) {
      throw new RefusedException(meaning(), why(), last);
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
