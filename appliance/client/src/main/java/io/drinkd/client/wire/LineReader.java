package io.drinkd.client.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of UTF-8 that end with LF or CR LF. A line that has no end is none. */
final class LineReader {

  /** No server of the family sends longer ones. */
  private static final int LONGEST = 65_536;

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private byte[] line = new byte[256];
  private int at;
  private int filled;

  LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next line, without its end and with {@code ?} for control characters; empty at the end.
   *
   * @throws IOException also if a line is too long
   */
  Optional<String> next() throws IOException {
    int length = 0;
    while (true) {
      if (at == filled) {
        filled = in.read(buffer);
        at = 0;
        if (filled < 0) {
          filled = 0;
          return Optional.empty();
        }
      }
      byte octet = buffer[at++];
      if (octet == '\n') {
        return Optional.of(text(length > 0 && line[length - 1] == '\r' ? length - 1 : length));
      }
      if (length == LONGEST) {
        throw new IOException("a line of more than " + LONGEST + " bytes");
      }
      if (length == line.length) {
        line = java.util.Arrays.copyOf(line, length * 2);
      }
      line[length++] = octet;
    }
  }

  /** What a server sends can do nothing to a terminal. */
  private String text(int length) {
    String text = new String(line, 0, length, StandardCharsets.UTF_8);
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i)) && text.charAt(i) != '\t') {
        return text.replaceAll("[\\p{Cc}&&[^\t]]", "?");
      }
    }
    return text;
  }
}
