package io.drinkd.appliance.crash.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a board wrote down of its orders: when they came, and from which address. Two appliances
 * never order from a machine at once: between orders of one and another passes at least the time
 * for which the former may not know that it has lost the machine.
 */
final class BoardLog {

  private final String machine;
  private final Path file;
  private int read;
  private long lastMillis;
  private String lastFrom = "";
  private boolean underWay;
  private int orders;
  private int changes;
  private int late;

  BoardLog(String machine, Path file) {
    this.machine = machine;
    this.file = file;
  }

  /**
   * What was wrong in the lines that came since the last call.
   *
   * @param apart how much time is to be between orders of two appliances
   * @param mayBeLate whether what one of them sent before may have been held up on its way
   */
  List<String> violations(Duration apart, boolean mayBeLate) throws IOException {
    List<String> violations = new ArrayList<>();
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    for (String line : lines.subList(read, lines.size())) {
      String[] words = line.split(" ", 3);
      if (words[2].startsWith("order ")) {
        order(Long.parseLong(words[0]), words[1], apart, mayBeLate, violations);
      } else if (words[2].startsWith("answered ") || words[2].startsWith("can ")) {
        underWay = false;
      }
    }
    read = lines.size();
    return violations;
  }

  private void order(
      long millis, String from, Duration apart, boolean mayBeLate, List<String> violations) {
    boolean other = !lastFrom.isEmpty() && !from.equals(lastFrom);
    boolean close = other && millis - lastMillis < apart.toMillis();
    late += close ? 1 : 0;
    if (close && !mayBeLate) {
      violations.add(
          machine
              + " was ordered by "
              + lastFrom
              + " and "
              + (millis - lastMillis)
              + " ms later by "
              + from
              + " at "
              + millis);
    }
    if (other && underWay) {
      violations.add(machine + " was ordered by " + from + " during an order of " + lastFrom);
    }
    orders++;
    changes += other ? 1 : 0;
    underWay = true;
    lastMillis = millis;
    lastFrom = from;
  }

  int orders() {
    return orders;
  }

  /** How often one came sooner after that of another appliance than it should. */
  int late() {
    return late;
  }

  /** How often an order came from another appliance than the one before it. */
  int changes() {
    return changes;
  }
}
