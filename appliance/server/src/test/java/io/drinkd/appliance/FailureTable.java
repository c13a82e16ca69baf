package io.drinkd.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The table of {@code plugins/FAILURES.md}. */
final class FailureTable {

  private static final Path FILE =
      Path.of(System.getProperty("drinkd.home"), "plugins", "FAILURES.md");
  private static final String HEADING = "| what fails | model |";

  /**
   * A row.
   *
   * @param failure what fails
   * @param model of the board
   * @param cans how many fall
   * @param answer what the member reads at first
   * @param credits what becomes of the price
   * @param reason what an admin reads
   */
  record Row(
      String failure, String model, long cans, String answer, String credits, String reason) {

    @Override
    public String toString() {
      return "| " + String.join(" | ", failure, model, "" + cans, answer, credits, reason) + " |";
    }
  }

  private FailureTable() {}

  /** Those of one model, in their order; a row may be of several models, or of all. */
  static List<Row> rows(String model) throws IOException {
    List<Row> rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(FILE);
    int heading = 0;
    while (!lines.get(heading).startsWith(HEADING)) {
      heading++;
    }
    for (int i = heading + 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
      List<String> cells =
          Arrays.stream(lines.get(i).split("\\|")).skip(1).map(String::strip).toList();
      List<String> models = List.of(cells.get(1).split(" "));
      if (models.contains(model) || models.contains("all")) {
        rows.add(
            new Row(
                cells.get(0),
                model,
                Long.parseLong(cells.get(2)),
                cells.get(3),
                cells.get(4),
                cells.get(5).replace("`", "")));
      }
    }
    return rows;
  }
}
