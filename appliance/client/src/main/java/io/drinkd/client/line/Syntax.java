package io.drinkd.client.line;

import java.util.List;

/**
 * What a command is called and takes.
 *
 * @param words what its arguments are called, such as {@code [MACHINE] SLOT|NAME}
 * @param most how many words it takes
 * @param summary what it does, in one line
 * @param options beside those that all commands have
 */
public record Syntax(
    String name, String words, int least, int most, String summary, List<Option> options) {

  /** As it is written, with its own options. */
  public String synopsis() {
    StringBuilder line = new StringBuilder(name);
    if (!words.isEmpty()) {
      line.append(' ').append(words);
    }
    for (Option option : options) {
      line.append(" [").append(option.synopsis()).append(']');
    }
    return line.toString();
  }
}
