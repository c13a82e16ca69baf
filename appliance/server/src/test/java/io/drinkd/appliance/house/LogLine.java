package io.drinkd.appliance.house;

import java.nio.file.Path;
import org.slf4j.event.Level;

/**
 * A call in the sources that writes a line into the log.
 *
 * @param source the package that the call stands in, and where
 * @param logger its full name; "…" stands for what is known only when it runs
 * @param format what is written, as it stands in the code
 * @param stack whether the stack trace of an exception follows
 * @param remedy what an operator is to do about it, as the code says beside the call; empty if the
 *     code does not say
 */
record LogLine(
    Source source, Level level, String logger, String format, boolean stack, String remedy) {

  /** Where a line is written. */
  record Source(String packageName, Path file, long line) {}

  /** What is written, without what is known only when it runs; "…" stands for that. */
  String text() {
    return format.replace("{}", "…").replace("……", "…");
  }

  /** How an error names the call. */
  String shown() {
    return Repository.shown(source.file()) + ":" + source.line() + ": " + text();
  }

  /** Whether it is for those who look for a fault in drinkd itself. */
  boolean isForDebugging() {
    return level == Level.DEBUG || level == Level.TRACE;
  }
}
