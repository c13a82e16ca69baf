package io.drinkd.bench.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What a case found: figures, the columns that show them, targets, and remarks on the run. */
public final class CaseReport {

  private final Measurements measurements = new Measurements();
  private final Targets targets = new Targets();
  private final List<Column> columns = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  public Measurements measurements() {
    return measurements;
  }

  public Targets targets() {
    return targets;
  }

  /** Has the table show these, in this order, behind those of earlier calls. */
  public void show(Column... more) {
    columns.addAll(List.of(more));
  }

  /** A line below the table. */
  public void remark(String line) {
    remarks.add(line);
  }

  List<String> remarks() {
    return remarks;
  }

  /** Prints table and remarks. */
  public void print(PrintStream out) {
    Table.of(measurements, columns).print(out);
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
