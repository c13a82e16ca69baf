package io.drinkd.appliance.telnet;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.net.Columns;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What a client sees: lines, and below them a question with what has been typed so far. It uses no
 * more than a carriage return and blanks, because nothing is known of the terminal.
 */
final class Screen {

  private static final int COLUMNS = 80;
  private static final int COLUMNS_LEAST = 20;
  private static final int COLUMNS_MOST = 500;
  private static final int ROWS_LEAST = 4;
  private static final int ROWS_MOST = 500;
  private static final String END = "\r\n";

  private final Consumer<byte[]> out;
  private final BooleanSupplier echoes;
  private final TypedLine typed = new TypedLine();
  private int columns = COLUMNS;
  private int rows;
  private Optional<Question> asked = Optional.empty();

  /**
   * @param echoes whether this end shows what is typed; otherwise the client does
   */
  Screen(Consumer<byte[]> out, BooleanSupplier echoes) {
    this.out = out;
    this.echoes = echoes;
  }

  /** The window has that size; 0 where the client does not know. */
  void resize(int wide, int high) {
    columns = wide == 0 ? COLUMNS : Math.max(COLUMNS_LEAST, Math.min(wide, COLUMNS_MOST));
    rows = high == 0 ? 0 : Math.max(ROWS_LEAST, Math.min(high, ROWS_MOST));
  }

  /** How many rows fit with a question below them; 0 if that is not known. */
  int rowsThatFit() {
    return Math.max(0, rows - 1);
  }

  /** Shows a line in one row. */
  void row(String text) {
    aboveQuestion(Columns.cut(Printable.seen(text), columns - 1) + END);
  }

  /** Shows a line in so many rows as it needs. */
  void line(String text) {
    StringBuilder shown = new StringBuilder();
    int used = 0;
    boolean first = true;
    for (String word : Printable.seen(text).split(" ")) {
      int width = Columns.width(word);
      if (!first && used + 1 + width >= columns) {
        shown.append(END);
        used = 0;
        first = true;
      }
      shown.append(first ? "" : " ").append(word);
      used += width + (first ? 0 : 1);
      first = false;
    }
    aboveQuestion(shown + END);
  }

  private void aboveQuestion(String text) {
    if (asked.isEmpty()) {
      write(text);
    } else {
      write(withoutQuestion() + text + question());
    }
  }

  /** What takes the question away, or leaves it above where it takes more than a row. */
  private String withoutQuestion() {
    int width = Columns.width(asked.orElseThrow().prompt()) + Columns.width(visible());
    return echoes.getAsBoolean() && width < columns ? "\r" + " ".repeat(width) + "\r" : END;
  }

  private String question() {
    return asked.orElseThrow().prompt() + visible();
  }

  private String visible() {
    return echoes.getAsBoolean() && !asked.orElseThrow().hidden() ? typed.toString() : "";
  }

  void ask(Question question) {
    asked = Optional.of(question);
    write(question.prompt());
  }

  Optional<Question> asked() {
    return asked;
  }

  /** What was typed; nothing is asked any more. */
  String enter() {
    Question question = asked.orElseThrow();
    if (echoes.getAsBoolean()) {
      write(END);
    }
    asked = Optional.empty();
    String line = typed.take();
    return question.hidden() ? line : line.strip();
  }

  /** ^C was pressed; nothing is asked any more. */
  void interrupt() {
    typed.eraseAll();
    write("^C" + END);
    asked = Optional.empty();
  }

  /** Leaves the question where it is; nothing is asked any more. */
  void leave() {
    if (asked.isPresent()) {
      write(END);
      asked = Optional.empty();
    }
  }

  boolean isNothingTyped() {
    return typed.toString().isEmpty();
  }

  void type(int character) {
    if (asked.isPresent() && typed.add(character)) {
      echo(Character.toString(character));
    } else {
      echo("\u0007");
    }
  }

  void erase() {
    rubOut(typed.erase());
  }

  void eraseWord() {
    rubOut(typed.eraseWord());
  }

  void eraseLine() {
    rubOut(typed.eraseAll());
  }

  private void rubOut(int width) {
    if (asked.isEmpty() || !echoes.getAsBoolean() || asked.get().hidden()) {
      return;
    }
    if (Columns.width(question()) + width < columns) {
      write("\b \b".repeat(width));
    } else {
      write(END + question());
    }
  }

  private void echo(String text) {
    if (echoes.getAsBoolean() && asked.filter(Question::hidden).isEmpty()) {
      write(text);
    }
  }

  private void write(String text) {
    if (!text.isEmpty()) {
      out.accept(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
