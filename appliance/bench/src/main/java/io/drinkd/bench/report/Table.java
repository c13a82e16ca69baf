package io.drinkd.bench.report;

import io.drinkd.bench.report.Measurements.Row;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lines of cells, each column as wide as its widest cell; the first two stand to the left. */
final class Table {

  private static final int TO_THE_LEFT = 2;

  private final List<List<String>> lines = new ArrayList<>();

  Table(List<String> headings) {
    lines.add(headings);
  }

  /** Of what a case measured; rows without any of the columns are left out. */
  static Table of(Measurements measurements, Collection<Row> rows, List<Column> columns) {
    List<String> headings = new ArrayList<>(List.of("load", "server"));
    columns.forEach(column -> headings.add(column.heading()));
    Table table = new Table(headings);
    for (Row row : rows) {
      List<String> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(column.cell().apply(measurements, row)));
      if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
        cells.addAll(0, List.of(row.load(), row.subject()));
        table.add(cells);
      }
    }
    return table;
  }

  void add(List<String> cells) {
    lines.add(cells);
  }

  boolean isEmpty() {
    return lines.size() == 1;
  }

  void print(PrintStream out) {
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < line.size(); i++) {
        String blanks = " ".repeat(width(i) - line.get(i).length());
        text.append(i < TO_THE_LEFT ? line.get(i) + blanks : blanks + line.get(i)).append("  ");
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private int width(int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElseThrow();
  }
}
