package io.drinkd.client;

import io.drinkd.client.command.Person;
import io.drinkd.client.command.ProgressLine;
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
 * @param columns how wide the terminal was when the program began; a usual width if it is none
 */
record Terminal(
    InputStream in, PrintStream out, PrintStream err, Set<String> terminals, int columns)
    implements Person {

  /** What the script that starts the program has found out about the streams. */
  private static final String PROPERTY = "drink.terminals";

  private static final String COLUMNS_PROPERTY = "drink.columns";

  /** Of most terminals, and of what is read without one. */
  static final int USUAL_COLUMNS = 80;

  private static final int LEAST_COLUMNS = 20;

  private static final int LINE_MAX = 1024;

  static Terminal standard() {
    Set<String> terminals = Set.of(System.getProperty(PROPERTY, "").split(","));
    int columns = Integer.getInteger(COLUMNS_PROPERTY, USUAL_COLUMNS);
    return new Terminal(
        System.in, System.out, System.err, terminals, Math.max(LEAST_COLUMNS, columns));
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

  /** Its last line, if somebody sees it. */
  ProgressLine progress() {
    return is("err") ? new ProgressLine(this::show, this::columns) : ProgressLine.none();
  }

  private void show(String text) {
    err.print(text);
    err.flush();
  }
}
