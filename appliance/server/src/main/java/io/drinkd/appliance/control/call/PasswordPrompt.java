package io.drinkd.appliance.control.call;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where a command's password comes from. */
final class PasswordPrompt {

  private static final int BYTES_MAX = 1_024;

  private PasswordPrompt() {}

  /**
   * Asks twice on a terminal, without showing what is typed; without a terminal reads the first
   * line of standard input.
   *
   * @return empty if none was typed; which passwords a member may have is not decided here
   * @throws IOException if it cannot be read, or the two differ; the message says which
   */
  static String ask() throws IOException {
    Console console = System.console();
    return console == null ? firstLine(System.in) : typed(console);
  }

  private static String typed(Console console) throws IOException {
    char[] first = console.readPassword("Password: ");
    // Ctrl-D, or nothing typed at all.
    if (first == null || first.length == 0) {
      return "";
    }
    char[] again = console.readPassword("Again: ");
    if (!Arrays.equals(first, again)) {
      throw new IOException("the two passwords differ; nothing was done");
    }
    return new String(first);
  }

  /** Takes no byte more than the line, so that nothing behind it is held up. */
  static String firstLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (line.size() == BYTES_MAX) {
        throw new IOException("the password has more than " + BYTES_MAX + " bytes");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
