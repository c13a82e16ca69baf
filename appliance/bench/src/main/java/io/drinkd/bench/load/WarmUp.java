package io.drinkd.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How a server becomes steady: in its rate, and in the processor time that a reply costs it. The
 * second shows that Java still compiles when what else the machine does hides it in the first.
 *
 * @param seconds how long it took
 * @param steady false if it was given up after the most that the pace allows
 */
public record WarmUp(double seconds, boolean steady) {

  /**
   * A process that is new: code that is compiled late changes its figures by a percent a second.
   */
  public static final int FIRST = 10;

  /** A process that has become steady under another load before. */
  public static final int AGAIN = 4;

  private static final Duration WINDOW = Duration.ofMillis(500);
  private static final double COST_BOUND = 0.02;

  /** Wider, for others on the machine change a rate by so much. */
  private static final double RATE_BOUND = 0.04;

  /**
   * Loads a server until it is steady.
   *
   * @param group how many windows of half a second are compared with as many before them
   * @param processorSeconds what the server has used so far
   */
  public static WarmUp until(
      LoadClient client, DoubleSupplier processorSeconds, int group, Duration most)
      throws IOException {
    SteadyState rates = new SteadyState(group, RATE_BOUND);
    SteadyState costs = new SteadyState(group, COST_BOUND);
    long beganNanos = System.nanoTime();
    long lastNanos = beganNanos + most.toNanos();
    boolean steady = false;
    while (!steady && System.nanoTime() < lastNanos) {
      double usedBefore = processorSeconds.getAsDouble();
      LoadResult result = client.closedLoop(Duration.ZERO, WINDOW);
      rates.add(result.rate());
      costs.add((processorSeconds.getAsDouble() - usedBefore) / Math.max(1, result.replies()));
      steady = rates.isReached() && costs.isReached();
    }
    return new WarmUp((System.nanoTime() - beganNanos) / 1e9, steady);
  }
}
