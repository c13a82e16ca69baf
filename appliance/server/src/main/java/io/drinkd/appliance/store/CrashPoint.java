package io.drinkd.appliance.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Points at which a test can halt the process as by a power cut, to verify that the books survive
 * it there. Without the system property {@value #PROPERTY} they do nothing. {@code
 * appliance/MONEY.md} says what happens to a drop at each of them.
 */
public final class CrashPoint {

  /**
   * The name of the point, and after a colon at which pass the process halts: {@code sent:3}; the
   * default is the first. After an {@code @} the path of a file may follow, {@code
   * sent:3@/tmp/now}: passes count only once that file exists, so that a test chooses the moment.
   * With {@code stop=} before the name the process is not halted but stopped, as by SIGSTOP, and
   * continues with SIGCONT.
   */
  public static final String PROPERTY = "drinkd.crash-at";

  /** The exit code of a process that was halted here: that of one that was killed. */
  public static final int EXIT_CODE = 137;

  private static final Optional<Armed> ARMED =
      Optional.ofNullable(System.getProperty(PROPERTY)).map(Armed::parse);
  private static final AtomicInteger REACHED = new AtomicInteger();

  private static final String STOP = "stop=";
  private static final long STEP_NANOS = 1_000_000;

  /** A pause that only a process has that was stopped. */
  private static final long STOPPED_NANOS = 2_000_000_000;

  private record Armed(String name, int times, Optional<Path> from, boolean stops) {

    static Armed parse(String text) {
      boolean stops = text.startsWith(STOP);
      String[] parts = (stops ? text.substring(STOP.length()) : text).split("@", 2);
      String[] words = parts[0].split(":", 2);
      return new Armed(
          words[0],
          words.length > 1 ? Integer.parseInt(words[1]) : 1,
          parts.length > 1 ? Optional.of(Path.of(parts[1])) : Optional.empty(),
          stops);
    }

    boolean counts(String reached) {
      return name.equals(reached) && (from.isEmpty() || Files.exists(from.get()));
    }
  }

  private CrashPoint() {}

  /** The process passes the point of that name. */
  public static void reach(String name) {
    if (ARMED.isPresent()
        && ARMED.get().counts(name)
        && REACHED.incrementAndGet() == ARMED.get().times) {
      if (ARMED.get().stops) {
        stop();
      } else {
        Runtime.getRuntime().halt(EXIT_CODE);
      }
    }
  }

  private static void stop() {
    try {
      String pid = String.valueOf(ProcessHandle.current().pid());
      long now = System.nanoTime();
      new ProcessBuilder("kill", "-STOP", pid).inheritIO().start().waitFor();
      // The signal takes effect then or a little later; nothing may be done before it has.
      long before;
      do {
        before = now;
        LockSupport.parkNanos(STEP_NANOS);
        now = System.nanoTime();
      } while (now - before < STOPPED_NANOS);
    } catch (IOException e) {
      throw new IllegalStateException("the program kill cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
