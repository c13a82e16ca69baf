package io.drinkd.appliance.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A point of {@link io.drinkd.appliance.store.CrashPoint} at which the appliance is to end.
 *
 * @param times the how manyth time it comes there
 */
record EndPoint(String name, int times) {

  private static final List<EndPoint> MOST =
      List.of(
          new EndPoint("before-commit", 40),
          new EndPoint("after-commit", 40),
          new EndPoint("held", 20),
          new EndPoint("delayed", 2),
          new EndPoint("sent", 20),
          new EndPoint("ordered", 20),
          new EndPoint("answered", 20),
          new EndPoint("answered-late", 2),
          new EndPoint("settled", 20));

  private static final List<String> WHILE_STARTING =
      List.of("before-commit", "after-commit", "recovering", "recovered");

  /** A point among those that are reached while customers are served. */
  static Optional<EndPoint> any(SplittableRandom random) {
    EndPoint most = MOST.get(random.nextInt(MOST.size()));
    return Optional.of(new EndPoint(most.name, 1 + random.nextInt(most.times)));
  }

  /** A point among those that every start reaches. */
  static EndPoint whileStarting(SplittableRandom random) {
    return new EndPoint(WHILE_STARTING.get(random.nextInt(WHILE_STARTING.size())), 1);
  }

  /** Whether it is reached only if a board answers late. */
  boolean needsLateAnswer() {
    return name.equals("answered-late");
  }

  /** As the system property says it, to count from when there is such a file. */
  String armed(Path from) {
    return this + "@" + from;
  }

  @Override
  public String toString() {
    return name + ":" + times;
  }
}
