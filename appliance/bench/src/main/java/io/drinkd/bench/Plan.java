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
 * @param pace how thoroughly
 * @param clients how many connections, each number in turn
 * @param boards how many machines drop, each number in turn
 * @param idle how many connections say nothing
 * @param growth how large the house is, each size in turn
 * @param yardstickOnly whether the appliance is compared with one server instead of all
 * @param rate requests a second that are sent whatever comes back; if empty, each connection sends
 *     one for each reply
 */
record Plan(
    Path home,
    Path folder,
    Pace pace,
    List<Integer> clients,
    List<Integer> boards,
    int idle,
    Growth growth,
    boolean yardstickOnly,
    OptionalDouble rate) {

  /**
   * What a house grows in.
   *
   * @param members each number in turn
   * @param machines each number in turn
   * @param entries of the ledger, each number in turn
   */
  record Growth(List<Integer> members, List<Integer> machines, List<Integer> entries) {}

  int rounds() {
    return pace.rounds();
  }

  Duration warmUp() {
    return pace.warmUp();
  }

  Duration measured() {
    return pace.measured();
  }

  /** Loads a server in the way that the plan says. */
  LoadResult load(LoadClient client) throws IOException {
    return rate.isPresent()
        ? client.openLoop(rate.getAsDouble(), warmUp(), measured())
        : client.closedLoop(warmUp(), measured());
  }
}
