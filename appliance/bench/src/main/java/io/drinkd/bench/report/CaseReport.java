package io.drinkd.bench.report;

import io.drinkd.bench.report.Measurements.Row;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a case found: figures, the tables that show them, targets, and remarks on the run. */
public final class CaseReport {

  private final Measurements measurements = new Measurements();
  private final Targets targets = new Targets();
  private final List<Shown> tables = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  /**
   * A table.
   *
   * @param before the rows of the tables before it
   */
  private record Shown(Set<Row> before, List<Column> columns) {}

  public Measurements measurements() {
    return measurements;
  }

  public Targets targets() {
    return targets;
  }

  /** Has the last table show these, in this order, behind those of earlier calls. */
  public void show(Column... more) {
    if (tables.isEmpty()) {
      showApart();
    }
    tables.get(tables.size() - 1).columns.addAll(List.of(more));
  }

  /** Has one more table show these, of what is measured from now on. */
  public void showApart(Column... more) {
    Set<Row> before = tables.isEmpty() ? Set.of() : Set.copyOf(measurements.rows());
    tables.add(new Shown(before, new ArrayList<>(List.of(more))));
  }

  /** A line below the tables. */
  public void remark(String line) {
    remarks.add(line);
  }

  List<String> remarks() {
    return remarks;
  }

  /** Prints tables and remarks. */
  public void print(PrintStream out) {
    for (int i = 0; i < tables.size(); i++) {
      Shown table = tables.get(i);
      boolean last = i == tables.size() - 1;
      Set<Row> upTo = last ? measurements.rows() : tables.get(i + 1).before;
      List<Row> rows =
          measurements.rows().stream()
              .filter(row -> upTo.contains(row) && !table.before.contains(row))
              .toList();
      Table.of(measurements, rows, table.columns).print(out);
      out.print(last ? "" : System.lineSeparator());
    }
    remarks.forEach(out::println);
  }

  /** Prints every figure of two builds side by side. */
  public void printBeside(PrintStream out, String ours, String theirs) {
    Table table = BesideTable.of(measurements, ours, theirs);
    if (!table.isEmpty()) {
      out.println();
      table.print(out);
    }
  }
}
