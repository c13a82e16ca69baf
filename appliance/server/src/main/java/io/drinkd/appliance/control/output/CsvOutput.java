package io.drinkd.appliance.control.output;

import io.drinkd.appliance.control.output.Table.Field;
import io.drinkd.appliance.failure.Printable;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints comma-separated values with a header line, for spreadsheets. */
public final class CsvOutput implements Output {

  private final PrintWriter out;

  public CsvOutput(PrintWriter out) {
    this.out = out;
  }

  @Override
  public <R> void list(Table<R> table, Rows<R> rows) {
    line(table.forPrograms().stream().map(Field::name));
    rows.forEach(
        row -> line(table.forPrograms().stream().map(field -> quoted(field.value().apply(row)))));
  }

  @Override
  public <R> void live(Table<R> table, Rows<R> rows) {
    list(table, rows);
  }

  @Override
  public <R> void one(Table<R> table, R row) {
    list(table, printer -> printer.accept(row));
  }

  @Override
  public void done(String sentence, Object... pairs) {
    out.println(Printable.lines(sentence));
  }

  @Override
  public <R> void done(String sentence, Table<R> table, R row) {
    one(table, row);
  }

  private void line(Stream<String> cells) {
    out.print(cells.collect(Collectors.joining(",")) + "\r\n");
  }

  private static String quoted(Object given) {
    Object value = Cell.value(given);
    if (value == null) {
      return "";
    }
    if (value instanceof Instant instant) {
      return Times.exact(instant);
    }
    if (value instanceof Number) {
      return value.toString();
    }
    String text =
        value instanceof Collection<?> many
            ? many.stream().map(Cell::word).collect(Collectors.joining(" "))
            : Cell.word(value);
    return Printable.cell(text);
  }
}
