package io.drinkd.bench.load;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Replies in lines: whatever rows there are, the last line of a reply is the first that begins as
 * {@code OK} or an error does.
 */
final class LineReplies implements ReplyScanner {

  private boolean atLineStart = true;
  private boolean lastLine;
  private boolean error;
  private Optional<String> firstError = Optional.empty();

  static boolean isError(byte first) {
    return first == 'E' || first == 'W';
  }

  @Override
  public int end(ByteBuffer bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte next = bytes.get(i);
      if (atLineStart) {
        error = isError(next);
        lastLine = error || next == 'O';
        if (error && firstError.isEmpty()) {
          firstError = Optional.of(restOfLine(bytes, i, to));
        }
      }
      atLineStart = next == '\n';
      if (atLineStart && lastLine) {
        return i + 1;
      }
    }
    return -1;
  }

  private static String restOfLine(ByteBuffer bytes, int from, int to) {
    var line = new StringBuilder();
    for (int i = from; i < to && bytes.get(i) >= ' '; i++) {
      line.append((char) bytes.get(i));
    }
    return line.toString();
  }

  @Override
  public boolean isError() {
    return error;
  }

  @Override
  public Optional<String> firstError() {
    return firstError;
  }
}
