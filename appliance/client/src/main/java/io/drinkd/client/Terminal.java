package io.drinkd.client;

import io.drinkd.client.command.Person;
import io.drinkd.client.failure.FailedException;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The standard streams, and which of them are a terminal.
 *
 * @param terminals of {@code in}, {@code out} and {@code err}
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, Set<String> terminals)
    implements Person {

  /** What the script that starts the program has found out about the streams. */
  private static final String PROPERTY = "drink.terminals";

  private static final int LINE_MAX = 1024;

  static Terminal standard() {
    Set<String> terminals = Set.of(System.getProperty(PROPERTY, "").split(","));
    return new Terminal(System.in, System.out, System.err, terminals);
  }

  boolean is(String stream) {
    return terminals.contains(stream);
  }

  @Override
  public String ask(String question) {
    if (is("in")) {
      err.print(question);
      err.flush();
    }
    return line(question);
  }

  @Override
  public String askSecretly(String question) {
    if (!is("in")) {
      return line(question);
    }
    Console console = System.console();
    if (console == null) {
      throw FailedException.usage(
          "a password cannot be asked for while the output is no terminal; run first: drink login");
    }
    char[] typed = console.readPassword("%s", question);
    if (typed == null) {
      throw nobody(question);
    }
    return new String(typed);
  }

  /** Byte by byte, so that what follows the line stays for whoever reads next. */
  private String line(String question) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      int octet = in.read();
      if (octet < 0) {
        throw nobody(question);
      }
      for (; octet >= 0 && octet != '\n' && line.size() < LINE_MAX; octet = in.read()) {
        line.write(octet);
      }
    } catch (IOException e) {
      throw nobody(question);
    }
    return line.toString(StandardCharsets.UTF_8).replaceAll("\r$", "");
  }

  private static FailedException nobody(String question) {
    return FailedException.usage("nobody answers \"" + question.strip() + "\"");
  }

  /** Whether a line was typed since this was asked last. */
  boolean enterPressed() {
    try {
      boolean pressed = false;
      while (in.available() > 0) {
        pressed |= in.read() == '\n';
      }
      return pressed;
    } catch (IOException e) {
      return false;
    }
  }

  /** Shows a text on the last line, in place of the one before. */
  void showProgress(String text) {
    err.print("\r" + text + "\u001b[K");
    err.flush();
  }
}
