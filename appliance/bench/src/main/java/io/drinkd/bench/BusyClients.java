package io.drinkd.bench;

import java.io.IOException;

/** A few members who ask for their balance all the time: what they notice is what others cost. */
final class BusyClients {

  static final int COUNT = 10;

  private BusyClients() {}

  /** Loads a server as the plan says how long. */
  static LoadResult measure(Plan plan, Server server) throws IOException {
    try (LoadClient client =
        new LoadClient(server::dial, number -> server.talk(number, Request.GETBALANCE), COUNT, 1)) {
      return client.closedLoop(plan.warmUp(), plan.measured());
    }
  }
}
