package io.drinkd.client.command;

import io.drinkd.client.failure.FailedException;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.IntSupplier;

/** Where results go: a line for people, or an object for programs. */
public final class Output {

  private final PrintStream out;
  private final PrintStream errors;
  private final boolean json;
  private final boolean colours;
  private final IntSupplier columns;

  /** Whether a text is good news, bad news, or of no interest just now. */
  enum Colour {
    GOOD(32),
    BAD(31),
    FAINT(2);

    private final int code;

    Colour(int code) {
      this.code = code;
    }
  }

  /**
   * Where results go.
   *
   * @param colours whether {@code out} is a terminal that shows some
   * @param columns how wide a terminal it is now; a usual width if it is none
   */
  public Output(
      PrintStream out, PrintStream errors, boolean json, boolean colours, IntSupplier columns) {
    this.out = out;
    this.errors = errors;
    this.json = json;
    this.colours = colours && !json;
    this.columns = columns;
  }

  /** A text in a colour, on a terminal. */
  String paint(Colour colour, String text) {
    return colours ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
  }

  /** How many columns a line may take. */
  int columns() {
    return columns.getAsInt();
  }

  /** Whether programs read it. */
  public boolean json() {
    return json;
  }

  /**
   * Shows a result.
   *
   * @param text lines for people, the last one without its end
   * @param object for programs: {@code ok} is put before it
   */
  public void show(String text, Map<String, ?> object) {
    if (json) {
      out.println(Json.done(object));
    } else if (!text.isEmpty()) {
      out.println(text);
    }
    out.flush();
  }

  /** Shows one of many events. */
  public void event(String text, Map<String, ?> object) {
    out.println(json ? Json.of(object) : text);
    out.flush();
  }

  /** Says that something did not happen, and why. */
  public void failed(FailedException failure) {
    if (json) {
      out.println(Json.failed(failure));
      out.flush();
    } else {
      remark(failure.getMessage());
    }
  }

  /** Says something that is no result, to people. */
  public void remark(String text) {
    errors.println(text);
    errors.flush();
  }
}
