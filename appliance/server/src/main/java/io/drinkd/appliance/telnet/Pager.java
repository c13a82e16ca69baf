package io.drinkd.appliance.telnet;

import java.util.List;

/** Shows a list by pages as large as the window, where its size is known. */
record Pager(Terminal terminal, Screen screen) {

  /**
   * Shows the list, or as much of it as is wanted.
   *
   * @param then what follows
   */
  void show(List<String> rows, Runnable then) {
    int fit = screen.rowsThatFit();
    if (fit == 0 || rows.size() <= fit) {
      rows.forEach(screen::row);
      then.run();
      return;
    }
    rows.subList(0, fit).forEach(screen::row);
    List<String> rest = rows.subList(fit, rows.size());
    terminal.ask(
        Question.of(
            "-- Enter shows more, q ends --",
            answer -> {
              if (answer.isEmpty()) {
                show(rest, then);
              } else {
                then.run();
              }
            },
            then));
  }
}
