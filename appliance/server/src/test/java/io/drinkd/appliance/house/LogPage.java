package io.drinkd.appliance.house;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that lists the lines of the log for whoever reads it. */
final class LogPage {

  /** The first sentence of a package's remark. */
  private static final Pattern PURPOSE =
      Pattern.compile("/\\*\\*[\\s*]*(.*?\\.)(\\s|\\*/)", Pattern.DOTALL);

  private final List<LogLine> lines;
  private final LogEvents events;

  LogPage(List<LogLine> lines, LogEvents events) {
    this.events = events;
    this.lines = lines.stream().filter(line -> !line.isForDebugging()).toList();
  }

  /** The whole page. */
  String text() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # The lines of the log

        All that drinkd logs at the levels ERROR, WARN and INFO, and what to do about it; the most serious
        of a package come first. "…" stands for what differs from line to line. The logger is named as
        `conf/log4j2.xml` shows it: the last two parts of its full name.

        An ERROR is something that drinkd could not do. A WARN is unusual, and drinkd has dealt with it or
        waits; look whether it lasts. An INFO needs no action.

        The name of the event stays as it is when the text is reworded: it is what alarms and searches should
        go by. The names are in `%s`;
        whoever rewords a line in the code moves its name there to the new text. Where somebody did
        something, the event is `did-` and the verb as it is, such as `did-drop` or `did-restock`; those are
        not listed there. Lines in JSON have the event, with `machine`, `slot`, `drop`, `member-id`,
        `session`, `outcome` and `ms` where the line says them; `conf/log4j2.xml` says how to choose that.

        Made from the code, with what stands beside each call after "%s"; a test compares. Write it again with
        `mvn -B test -pl appliance/server -am -Dtest=LogPageTest -Dlogs.page=write \
        -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false`.
        """
            .formatted(LogEvents.PATH, Remedy.BEGINNING));
    lines.stream()
        .collect(groupingBy(line -> line.source().packageName(), TreeMap::new, toList()))
        .forEach((name, ofPackage) -> append(page, name, ofPackage));
    return page.toString();
  }

  private void append(StringBuilder page, String name, List<LogLine> lines) {
    page.append("\n## ").append(name).append("\n\n").append(purpose(lines.get(0))).append("\n\n");
    page.append("| level | event | logger | text | what to do |\n|---|---|---|---|---|\n");
    lines.stream()
        .sorted(Comparator.comparing(LogLine::level))
        .map(this::row)
        .distinct()
        .forEach(page::append);
  }

  private String row(LogLine line) {
    return "| %s | `%s` | `%s` | `%s`%s | %s |\n"
        .formatted(
            line.level(),
            events.of(line),
            lastTwoParts(line.logger()),
            line.text().replace("|", "\\|"),
            line.stack() ? ", stack trace" : "",
            line.remedy().replace("|", "\\|"));
  }

  private static String lastTwoParts(String logger) {
    int last = logger.lastIndexOf('.');
    return logger.substring(logger.lastIndexOf('.', last - 1) + 1);
  }

  private static String purpose(LogLine line) {
    Path packageInfo = line.source().file().resolveSibling("package-info.java");
    Matcher remark = PURPOSE.matcher(Repository.read(packageInfo));
    return remark.find() ? plain(remark.group(1)) : "";
  }

  /** Without what is only for Javadoc. */
  private static String plain(String remark) {
    return remark.replaceAll("\\s*\\n \\*\\s*", " ").replaceAll("\\{@\\w+ ([^}]*)}", "`$1`");
  }
}
