package io.drinkd.appliance.control.output;

import io.drinkd.appliance.control.output.Table.Field;
import io.drinkd.appliance.control.output.Table.Nested;
import io.drinkd.appliance.failure.Printable;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Prints for people. The columns of a list are as wide as the widest of the first rows, so that a
 * list of any length is printed as it comes.
 */
public final class TextOutput implements Output {

  /** How many rows decide how wide the columns are. */
  private static final int MEASURED_ROWS = 500;

  private static final String BETWEEN = "  ";

  private final PrintWriter out;
  private final Times times;
  private final OptionalInt width;

  /** For readers that do not mind how long a line is. */
  public TextOutput(PrintWriter out, Times times) {
    this(out, times, OptionalInt.empty());
  }

  /**
   * @param width how many columns the terminal has on which it is read; empty if it is none
   */
  public TextOutput(PrintWriter out, Times times, OptionalInt width) {
    this.out = out;
    this.times = times;
    this.width = width;
  }

  @Override
  public <R> void list(Table<R> table, Rows<R> rows) {
    Columns<R> columns = new Columns<>(table, "");
    rows.forEach(columns::add);
    columns.end();
  }

  @Override
  public <R> void live(Table<R> table, Rows<R> rows) {
    rows.forEach(
        row -> {
          List<String> cells = new ArrayList<>();
          for (Field<R> field : table.columns()) {
            Object value = Cell.value(field.value().apply(row));
            cells.add(
                value instanceof Instant at ? times.shownExactly(at) : Cell.text(value, times));
          }
          out.println(String.join(" ", cells));
          out.flush();
        });
  }

  @Override
  public <R> void one(Table<R> table, R row) {
    int widest = table.fields().stream().mapToInt(field -> field.name().length()).max().orElse(0);
    for (Field<R> field : table.fields()) {
      Object value = Cell.value(field.value().apply(row));
      if (value instanceof Nested<?> nested) {
        nested(field.name(), nested);
      } else {
        pair(spaced(field.name()), Cell.text(value, times), widest);
      }
    }
  }

  private void pair(String name, String value, int widest) {
    int left = width.orElse(Integer.MAX_VALUE) - widest - BETWEEN.length();
    int room = left < Wrap.least(List.of(value)) ? Integer.MAX_VALUE : left;
    String before = padded(name, widest);
    for (String line : Wrap.lines(value, room)) {
      out.println(before + BETWEEN + line);
      before = " ".repeat(widest);
    }
  }

  private <R> void nested(String name, Nested<R> nested) {
    out.println(spaced(name) + (nested.rows().isEmpty() ? BETWEEN + "-" : ""));
    if (!nested.rows().isEmpty()) {
      Columns<R> columns = new Columns<>(nested.table(), BETWEEN);
      nested.rows().forEach(columns::add);
      columns.end();
    }
  }

  @Override
  public void done(String sentence, Object... pairs) {
    out.println(Printable.lines(times.shownIn(sentence)));
  }

  @Override
  public <R> void done(String sentence, Table<R> table, R row) {
    out.println(Printable.lines(times.shownIn(sentence)));
  }

  private static String spaced(String name) {
    return name.replace('-', ' ');
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - length(text)));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The rows of one list, and how wide its columns are once that is known. */
  private final class Columns<R> {

    private final List<Field<R>> fields;
    private final String indent;
    private final List<List<String>> waiting = new ArrayList<>();
    private final boolean[] numbers;
    private final boolean[] moments;
    private int[] widths;

    Columns(Table<R> table, String indent) {
      this.fields = table.columns();
      this.indent = indent;
      this.numbers = new boolean[fields.size()];
      this.moments = new boolean[fields.size()];
      waiting.add(
          fields.stream().map(field -> spaced(field.name()).toUpperCase(Locale.ROOT)).toList());
    }

    void add(R row) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        Object value = Cell.value(fields.get(i).value().apply(row));
        numbers[i] |= value instanceof Number;
        moments[i] |= value instanceof Instant;
        cells.add(Cell.text(value, times));
      }
      if (widths != null) {
        print(cells);
        return;
      }
      waiting.add(cells);
      if (waiting.size() > MEASURED_ROWS) {
        end();
      }
    }

    /** Prints what waits. */
    void end() {
      if (widths == null) {
        int[] needed = IntStream.range(0, fields.size()).map(this::needed).toArray();
        widths = width.isEmpty() ? needed : Wrap.fitted(needed, least(needed), room());
        waiting.forEach(this::print);
        waiting.clear();
      }
    }

    private int room() {
      return width.getAsInt() - indent.length() - BETWEEN.length() * (fields.size() - 1);
    }

    private int[] least(int[] needed) {
      return IntStream.range(0, fields.size())
          .map(
              i ->
                  numbers[i] || moments[i] ? needed[i] : Math.min(needed[i], Wrap.least(column(i))))
          .toArray();
    }

    private List<String> column(int number) {
      return waiting.stream().map(cells -> cells.get(number)).toList();
    }

    private int needed(int column) {
      return waiting.stream().mapToInt(cells -> length(cells.get(column))).max().orElse(0);
    }

    private void print(List<String> cells) {
      if (width.isEmpty()) {
        printLine(cells);
        return;
      }
      List<List<String>> broken =
          IntStream.range(0, widths.length)
              .mapToObj(i -> Wrap.lines(cells.get(i), Math.max(1, widths[i])))
              .toList();
      int lines = broken.stream().mapToInt(List::size).max().orElse(0);
      for (int i = 0; i < lines; i++) {
        int line = i;
        printLine(broken.stream().map(cell -> line < cell.size() ? cell.get(line) : "").toList());
      }
    }

    private void printLine(List<String> cells) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < widths.length; i++) {
        String cell = cells.get(i);
        String blanks = " ".repeat(Math.max(0, widths[i] - length(cell)));
        line.append(numbers[i] ? blanks + cell : cell + blanks).append(BETWEEN);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
