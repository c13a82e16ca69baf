package io.drinkd.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a case is to be measured.
 *
 * @param home the checkout
 * @param folder gets what the case writes
 * @param rounds how often everything is measured, in turn
 * @param warmUp how long each run goes on before it counts
 * @param measured how long each run counts
 * @param clients how many connections, each number in turn
 * @param boards how many machines, each number in turn
 * @param rate requests a second that are sent whatever comes back; if empty, each connection sends
 *     one for each reply
 */
record Plan(
    Path home,
    Path folder,
    int rounds,
    Duration warmUp,
    Duration measured,
    List<Integer> clients,
    List<Integer> boards,
    OptionalDouble rate) {

  /** Loads a server in the way that the plan says. */
  LoadResult load(LoadClient client) throws IOException {
    return rate.isPresent()
        ? client.openLoop(rate.getAsDouble(), warmUp, measured)
        : client.closedLoop(warmUp, measured);
  }
}
