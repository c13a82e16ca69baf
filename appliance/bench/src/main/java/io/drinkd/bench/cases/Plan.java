package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.setup.ApplianceContender;
import io.drinkd.bench.setup.Build;
import io.drinkd.bench.setup.Contender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a case is to be measured.
 *
 * @param builds whose appliances are measured, this checkout's first
 * @param folder gets what the case writes
 * @param pace how thoroughly
 * @param clients how many connections, each number in turn; if empty, as the case has it
 * @param sizes how large the things are that are measured
 * @param rate requests a second that are sent whatever comes back; if empty, each connection sends
 *     one for each reply
 */
public record Plan(
    List<Build> builds,
    Path folder,
    Pace pace,
    List<Integer> clients,
    Sizes sizes,
    OptionalDouble rate) {

  /**
   * How large the things are that are measured.
   *
   * @param boards how many machines drop, each number in turn
   * @param idle how many connections are idle
   * @param members growth: each number in turn
   * @param machines growth: each number in turn
   * @param entries growth: of the ledger, each number in turn
   */
  public record Sizes(
      List<Integer> boards,
      int idle,
      List<Integer> members,
      List<Integer> machines,
      List<Integer> entries) {}

  /** This checkout. */
  Build own() {
    return builds.get(0);
  }

  /** The appliances of all builds, without TLS or with it. */
  List<Contender> appliances(boolean tls) {
    return builds.stream().<Contender>map(build -> new ApplianceContender(build, tls)).toList();
  }

  /** How many connections, each number in turn. */
  List<Integer> clientsOr(List<Integer> own) {
    return clients.isEmpty() ? own : clients;
  }

  /** Loads a server for one window in the way that the plan says. */
  LoadResult load(LoadClient client) throws IOException {
    Duration window = pace.window();
    return rate.isPresent()
        ? client.openLoop(rate.getAsDouble(), Pace.LEAD_IN, window)
        : client.closedLoop(Pace.LEAD_IN, window);
  }
}
