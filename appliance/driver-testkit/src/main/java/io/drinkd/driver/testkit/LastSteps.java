package io.drinkd.driver.testkit;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last steps of a check, in the words of a vocabulary, for whoever reads why it has failed. */
final class LastSteps {

  /** How they begin in a message. */
  static final String BEGINNING = "; said before: ";

  private static final int KEPT_MAX = 6;

  private final Deque<String> steps = new ArrayDeque<>();

  void add(String step) {
    steps.add(step);
    if (steps.size() > KEPT_MAX) {
      steps.remove();
    }
  }

  /** The board has sent this for a line of the vocabulary. */
  void sent(String line, String bytes) {
    String mark = line.substring(0, line.indexOf(' ') + 1);
    add(mark + (Script.isHex(line) ? EscapedBytes.hex(bytes) : EscapedBytes.text(bytes)));
  }

  /** As the end of a message: what led to it, and what to do. */
  String said() {
    return BEGINNING + this + "; correct the driver, or what the vocabulary says here";
  }

  @Override
  public String toString() {
    return steps.isEmpty() ? "nothing" : String.join(" | ", steps);
  }
}
