package io.drinkd.appliance.store;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Points at which a test may have the process end as by a power cut, to see that the books survive
 * it there. Without the system property {@value #PROPERTY} they do nothing.
 */
public final class CrashPoint {

  /** Names the point, and after a colon the how manyth time: {@code sent:3}; once is the first. */
  public static final String PROPERTY = "drinkd.crash-at";

  /** What a process that was ended here ends with, as one that was killed does. */
  public static final int EXIT_CODE = 137;

  private static final Optional<String> ARMED =
      Optional.ofNullable(System.getProperty(PROPERTY)).map(text -> text.split(":")[0]);
  private static final int TIMES = times();
  private static final AtomicInteger REACHED = new AtomicInteger();

  private CrashPoint() {}

  /** The process has come to the point of that name. */
  public static void reach(String name) {
    if (ARMED.isPresent() && ARMED.get().equals(name) && REACHED.incrementAndGet() == TIMES) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  private static int times() {
    String[] words = System.getProperty(PROPERTY, "").split(":");
    return words.length > 1 ? Integer.parseInt(words[1]) : 1;
  }
}
