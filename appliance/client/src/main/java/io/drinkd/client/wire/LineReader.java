package io.drinkd.client.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lines of UTF-8 that end with LF or CR LF. A line that has no end is none. */
public final class LineReader {

  /** No server of the family sends longer ones. */
  private static final int LONGEST = 65_536;

  /**
   * Characters that nobody sees, or that change how others are shown, as the server has them in its
   * own texts too; but not the tab.
   */
  private static final Pattern HIDDEN =
      Pattern.compile(
          "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\x{34f}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}"
              + "\\x{180b}-\\x{180e}\\x{2800}\\x{3164}\\x{ffa0}&&[^\t]]");

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private byte[] line = new byte[256];
  private int lastLength;
  private int at;
  private int filled;

  /** Reads from a server. */
  public LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next line, without its end and with {@code ?} for hidden characters; empty at the end.
   *
   * @throws IOException also if a line is too long
   */
  public Optional<String> next() throws IOException {
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
        lastLength = length;
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

  /** How many bytes the last line had, its end not counted. */
  int lastLength() {
    return lastLength;
  }

  /** What a server sends can do nothing to a terminal, nor change how the rest is shown. */
  private String text(int length) {
    String text = new String(line, 0, length, StandardCharsets.UTF_8);
    for (int i = 0; i < length; i++) {
      if ((line[i] < ' ' || line[i] > '~') && line[i] != '\t') {
        return HIDDEN.matcher(text).replaceAll("?");
      }
    }
    return text;
  }
}
