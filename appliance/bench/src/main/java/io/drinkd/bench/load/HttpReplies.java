package io.drinkd.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Answers of HTTP/1.1 that say how long they are. Their bodies are skipped, not looked at; what is
 * not answered with 2xx is an error. Of the headers no text is made: a client that takes as long as
 * the server would be what is measured.
 */
final class HttpReplies implements ReplyScanner {

  private static final int HEAD_BYTES_MAX = 8_192;

  /** Where the first digit of the status is. */
  private static final int STATUS = "HTTP/1.1 ".length();

  private static final byte[] END = {'\r', '\n', '\r', '\n'};
  private static final byte[] LENGTH = bytes("content-length:");
  private static final byte[] CONNECTION = bytes("connection:");
  private static final byte[] CLOSE = bytes("close\r");
  private static final int TO_SMALL = 'a' - 'A';

  private final byte[] head = new byte[HEAD_BYTES_MAX];
  private int headLength;
  private int matched;
  private long bodyLeft = -1;
  private boolean error;
  private boolean closes;
  private Optional<String> firstError = Optional.empty();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

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
    head[headLength++] = next;
    matched = next == END[matched] ? matched + 1 : next == '\r' ? 1 : 0;
    if (matched == END.length) {
      matched = 0;
      readHead();
      headLength = 0;
    }
  }

  private void readHead() {
    error = head[STATUS] != '2';
    closes = false;
    bodyLeft = 0;
    int line = lineAfter(0);
    if (error && firstError.isEmpty()) {
      firstError = Optional.of(new String(head, 0, line, StandardCharsets.US_ASCII).strip());
    }
    for (; line < headLength; line = lineAfter(line)) {
      if (isAt(line, LENGTH)) {
        bodyLeft = number(valueAt(line + LENGTH.length));
      } else if (isAt(line, CONNECTION)) {
        closes = isAt(valueAt(line + CONNECTION.length), CLOSE);
      }
    }
  }

  private int lineAfter(int from) {
    int at = from;
    while (head[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  /** Whether that stands there, in small letters or large ones. */
  private boolean isAt(int from, byte[] text) {
    if (from + text.length > headLength) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      byte found = head[from + i];
      boolean large = found >= 'A' && found <= 'Z';
      if ((large ? found + TO_SMALL : found) != text[i]) {
        return false;
      }
    }
    return true;
  }

  private int valueAt(int from) {
    int at = from;
    while (head[at] == ' ') {
      at++;
    }
    return at;
  }

  private long number(int from) {
    long number = 0;
    for (int at = from; head[at] >= '0' && head[at] <= '9'; at++) {
      number = 10 * number + head[at] - '0';
    }
    return number;
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
