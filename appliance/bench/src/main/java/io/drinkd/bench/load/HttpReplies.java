package io.drinkd.bench.load;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers of HTTP/1.1 that say how long they are. Their bodies are skipped, not looked at; what is
 * not answered with 2xx is an error.
 */
final class HttpReplies implements ReplyScanner {

  private static final byte[] END = {'\r', '\n', '\r', '\n'};
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *([0-9]+)\r\n", Pattern.CASE_INSENSITIVE);

  private static final Pattern CLOSE =
      Pattern.compile("\r\nconnection: *close\r\n", Pattern.CASE_INSENSITIVE);

  private final StringBuilder head = new StringBuilder();
  private int matched;
  private long bodyLeft = -1;
  private boolean error;
  private boolean closes;
  private Optional<String> firstError = Optional.empty();

  @Override
  public int end(ByteBuffer bytes, int from, int to) {
    int at = from;
    while (bodyLeft < 0 && at < to) {
      takeHead(bytes.get(at));
      at++;
    }
    if (bodyLeft < 0 || bodyLeft > to - at) {
      bodyLeft -= bodyLeft < 0 ? 0 : to - at;
      return -1;
    }
    int end = at + (int) bodyLeft;
    bodyLeft = -1;
    return end;
  }

  private void takeHead(byte next) {
    head.append((char) next);
    matched = next == END[matched] ? matched + 1 : next == '\r' ? 1 : 0;
    if (matched == END.length) {
      matched = 0;
      String all = head.toString();
      head.setLength(0);
      error = !all.startsWith("HTTP/1.1 2");
      if (error && firstError.isEmpty()) {
        firstError = all.lines().findFirst();
      }
      closes = CLOSE.matcher(all).find();
      Matcher length = LENGTH.matcher(all);
      bodyLeft = length.find() ? Long.parseLong(length.group(1)) : 0;
    }
  }

  @Override
  public boolean isError() {
    return error;
  }

  @Override
  public boolean closes() {
    return closes;
  }

  @Override
  public Optional<String> firstError() {
    return firstError;
  }
}
