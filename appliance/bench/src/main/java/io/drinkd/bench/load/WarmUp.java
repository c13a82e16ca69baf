package io.drinkd.bench.load;

import java.io.IOException;
import java.time.Duration;

/**
 * How a server became steady.
 *
 * @param seconds how long it took
 * @param steady false if it was given up after the most that the pace allows
 */
public record WarmUp(double seconds, boolean steady) {

  private static final Duration WINDOW = Duration.ofMillis(500);

  /** Three seconds against the three before: shorter ones agree by chance while Java compiles. */
  private static final int GROUP = 6;

  /** A climb that is slower than this changes a run's figures by less than rounds differ. */
  private static final double BOUND = 0.015;

  /** Loads a server until it is steady. */
  public static WarmUp until(LoadClient client, Duration most) throws IOException {
    SteadyState state = new SteadyState(GROUP, BOUND);
    long beganNanos = System.nanoTime();
    long lastNanos = beganNanos + most.toNanos();
    while (!state.isReached() && System.nanoTime() < lastNanos) {
      state.add(client.closedLoop(Duration.ZERO, WINDOW).rate());
    }
    return new WarmUp((System.nanoTime() - beganNanos) / 1e9, state.isReached());
  }
}
