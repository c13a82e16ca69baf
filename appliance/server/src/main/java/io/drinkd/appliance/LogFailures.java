package io.drinkd.appliance;

import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.ErrorHandler;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;

/**
 * Tells standard error what goes wrong while log4j writes, such as on a full disk: a line, and one
 * a minute at most. log4j itself prints a stack trace for each line that cannot be written. May be
 * used on any thread.
 */
final class LogFailures implements ErrorHandler, StatusListener {

  private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  private final PrintStream err;
  private long nextNanos = System.nanoTime();

  LogFailures(PrintStream err) {
    this.err = err;
  }

  private synchronized void say(String line) {
    if (System.nanoTime() - nextNanos >= 0) {
      nextNanos = System.nanoTime() + PAUSE_NANOS;
      err.println(line);
    }
  }

  private void say(String what, Throwable thrown) {
    String line = what.lines().findFirst().orElse("");
    say(
        "the log cannot be written: "
            + reason(thrown).map(reason -> reason + " (" + line + ")").orElse(line)
            + "; see log4j2.xml and the disk of its files");
  }

  private static Optional<String> reason(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException failure) {
        return Optional.of(FileFailure.reason(failure));
      }
    }
    return Optional.empty();
  }

  @Override
  public void error(String what) {
    say(what, null);
  }

  @Override
  public void error(String what, Throwable thrown) {
    say(what, thrown);
  }

  @Override
  public void error(String what, LogEvent event, Throwable thrown) {
    say(what, thrown);
  }

  @Override
  public void log(StatusData data) {
    say(data.getMessage().getFormattedMessage(), data.getThrowable());
  }

  @Override
  public Level getStatusLevel() {
    return Level.WARN;
  }

  @Override
  public void close() {
    // Nothing is kept.
  }
}
