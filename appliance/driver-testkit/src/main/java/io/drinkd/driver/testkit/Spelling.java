package io.drinkd.driver.testkit;

import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** How the two TINI models spell their messages: the 400 puts a space after the opcode. */
enum Spelling {
  /** {@code 0pass}, {@code 71 1`2 0}, {@code 872.5}. Has no keep-alive. */
  TINI_390(""),
  /** {@code 0 pass}, {@code 7 1 1 ` 2 0}, {@code 8 72.5}, and {@code 9} to keep alive. */
  TINI_400(" ");

  private final String space;

  Spelling(String space) {
    this.space = space;
  }

  String login(String password) {
    return "0" + space + password;
  }

  String slots(SortedMap<Integer, Boolean> loaded) {
    return loaded.entrySet().stream()
        .map(Spelling::slot)
        .collect(Collectors.joining(space + "`" + space, "7" + space, ""));
  }

  private static String slot(Map.Entry<Integer, Boolean> slot) {
    return slot.getKey() + (slot.getValue() ? " 1" : " 0");
  }

  String temperature(double fahrenheit) {
    return "8" + space + fahrenheit;
  }

  boolean keepsAlive() {
    return this == TINI_400;
  }
}
