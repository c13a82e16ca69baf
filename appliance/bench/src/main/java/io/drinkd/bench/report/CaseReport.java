package io.drinkd.bench.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What a case found: figures, the tables that show them, targets, and remarks on the run. */
public final class CaseReport {

  private final Measurements measurements = new Measurements();
  private final Targets targets = new Targets();
  private final List<List<Column>> tables = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

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
    tables.get(tables.size() - 1).addAll(List.of(more));
  }

  /** Has one more table show these, of the rows that have any of them. */
  public void showApart(Column... more) {
    tables.add(new ArrayList<>(List.of(more)));
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
    for (List<Column> columns : tables) {
      Table.of(measurements, columns).print(out);
      out.print(tables.size() > 1 ? System.lineSeparator() : "");
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
