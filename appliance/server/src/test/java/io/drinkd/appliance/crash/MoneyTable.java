package io.drinkd.appliance.crash;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The tables of {@code appliance/MONEY.md}. */
final class MoneyTable {

  private static final Path FILE =
      Path.of(System.getProperty("drinkd.home"), "appliance", "MONEY.md");

  /** What a fault leaves, and where it ends. */
  record Fault(
      String name,
      String onDisk,
      String afterRestart,
      String credits,
      String cans,
      String askedAgain) {

    /** Whether it leaves nothing, so that who asks again asks for the first time. */
    boolean leavesNothing() {
      return afterRestart.equals("nothing");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A state, and the names of those that may follow. */
  record State(String name, String credits, Set<String> next) {}

  private MoneyTable() {}

  static List<Fault> faults() {
    return rows("| fault |").stream()
        .map(
            cells ->
                new Fault(
                    cells.get(0).replace("`", ""),
                    cells.get(2),
                    cells.get(3),
                    cells.get(4),
                    cells.get(5),
                    cells.get(6)))
        .toList();
  }

  static List<State> states() {
    return rows("| state |").stream()
        .map(
            cells ->
                new State(
                    cells.get(0),
                    cells.get(2),
                    Arrays.stream(cells.get(3).split(","))
                        .map(String::strip)
                        .filter(next -> !next.isEmpty())
                        .collect(toSet())))
        .toList();
  }

  /** Which books the next command finds when a restore has ended at a point. */
  record Restored(String point, String found) {}

  static List<Restored> restored() {
    return rows("| restore ends at |").stream()
        .map(cells -> new Restored(cells.get(0).replace("`", ""), cells.get(1)))
        .toList();
  }

  /** What a crash leaves of a correction, or of a free drink. */
  record Correction(
      String asked, String point, String onDisk, long credits, String askedAgain, String atEnd) {
    @Override
    public String toString() {
      return asked + " " + point;
    }
  }

  static List<Correction> corrections() {
    return rows("| asked |").stream()
        .map(
            cells ->
                new Correction(
                    cells.get(0).replace("`", ""),
                    cells.get(1).replace("`", ""),
                    cells.get(2),
                    Long.parseLong(cells.get(3)),
                    cells.get(4),
                    cells.get(5)))
        .toList();
  }

  /** The cells of each row of the table that begins so. */
  private static List<List<String>> rows(String head) {
    List<String> lines = lines();
    int row = 0;
    while (!lines.get(row).startsWith(head)) {
      row++;
    }
    List<List<String>> rows = new ArrayList<>();
    for (row += 2; row < lines.size() && lines.get(row).startsWith("|"); row++) {
      String[] cells = lines.get(row).split("\\|", -1);
      rows.add(Arrays.stream(cells, 1, cells.length - 1).map(String::strip).toList());
    }
    return rows;
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
