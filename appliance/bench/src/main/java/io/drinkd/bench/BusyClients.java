package io.drinkd.bench;

import java.io.IOException;
import java.time.Duration;

/** A few members who ask for their balance all the time: what they notice is what others cost. */
final class BusyClients {

  static final int COUNT = 10;

  /** A fresh process compiles first. */
  private static final Duration FIRST_WARM_UP = Duration.ofMillis(2_500);

  private BusyClients() {}

  /** Loads a fresh server until what it runs is compiled. */
  static void warmUp(Server server) throws IOException {
    load(server, FIRST_WARM_UP, Duration.ZERO);
  }

  /** Loads a server as long as the plan says. */
  static LoadResult measure(Plan plan, Server server) throws IOException {
    return load(server, plan.warmUp(), plan.measured());
  }

  private static LoadResult load(Server server, Duration warmUp, Duration measured)
      throws IOException {
    try (LoadClient client =
        new LoadClient(server::dial, number -> server.talk(number, Request.GETBALANCE), COUNT, 1)) {
      return client.closedLoop(warmUp, measured);
    }
  }
}
