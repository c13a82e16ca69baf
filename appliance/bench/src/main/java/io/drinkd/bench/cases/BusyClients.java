package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.load.WarmUp;
import io.drinkd.bench.setup.Request;
import io.drinkd.bench.setup.Server;
import java.io.IOException;

/** A few members who ask for their balance all the time: what they notice is what others cost. */
final class BusyClients {

  static final int COUNT = 10;

  private BusyClients() {}

  /** Loads a fresh server until it is about steady. */
  static void warmUp(Plan plan, Server server) throws IOException {
    try (LoadClient client = connect(server)) {
      WarmUp.until(
          client, server.process()::processorSeconds, WarmUp.AGAIN, plan.pace().warmUpMost());
    }
  }

  /** Loads a server for one window. */
  static LoadResult measure(Plan plan, Server server) throws IOException {
    try (LoadClient client = connect(server)) {
      return plan.load(client);
    }
  }

  private static LoadClient connect(Server server) throws IOException {
    return new LoadClient(
        server::dial, number -> server.script(number, Request.GETBALANCE), COUNT, 1);
  }
}
