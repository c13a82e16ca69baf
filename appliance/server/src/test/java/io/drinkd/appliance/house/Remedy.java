package io.drinkd.appliance.house;

import java.util.ArrayList;
import java.util.List;

/**
 * What an operator is to do about a log line: the end of the remark directly above the call, or
 * above its statement, from the words {@code What to do:} on.
 */
final class Remedy {

  static final String BEGINNING = "What to do:";

  private static final String REMARK = "//";

  private Remedy() {}

  /**
   * The remedy that stands there; empty if none does.
   *
   * @param lines of the file
   * @param call the number of the line in which the call begins
   * @param statement the number of the line in which its statement begins
   */
  static String above(List<String> lines, long call, long statement) {
    String beside = remedy(lines, call);
    return beside.isEmpty() ? remedy(lines, statement) : beside;
  }

  private static String remedy(List<String> lines, long number) {
    List<String> remark = new ArrayList<>();
    for (int i = (int) number - 2; i >= 0 && isRemark(lines.get(i)); i--) {
      remark.add(0, lines.get(i).strip().substring(REMARK.length()).strip());
    }
    String text = String.join(" ", remark);
    int begin = text.indexOf(BEGINNING);
    return begin < 0 ? "" : text.substring(begin + BEGINNING.length()).strip();
  }

  private static boolean isRemark(String line) {
    return line.strip().startsWith(REMARK);
  }
}
