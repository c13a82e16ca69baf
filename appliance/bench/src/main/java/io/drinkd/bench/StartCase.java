package io.drinkd.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** From the start of the process to the first greeting, and what it has in memory at rest. */
final class StartCase implements BenchCase {

  private static final int MEMBERS = 100;
  private static final Duration REST = Duration.ofSeconds(3);

  private record Start(double greetingMillis, double residentMegabytes) {}

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String purpose() {
    return "from the start of the process to the first greeting, and memory at rest";
  }

  @Override
  public Pace pace() {
    return Pace.ofMillis(1, 0, 0);
  }

  @Override
  public Map<String, Object> run(Plan plan, Aims aims) throws IOException, InterruptedException {
    List<Start> starts = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      try (House house =
          House.open(plan.home(), plan.folder().resolve("start"), HouseShape.of(MEMBERS, 1))) {
        LockSupport.parkNanos(REST.toNanos());
        starts.add(
            new Start(
                house.greetingAfter().toNanos() / 1e6, house.appliance().residentBytes() / 1e6));
      }
    }
    double millis = Figures.median(starts, Start::greetingMillis);
    double megabytes = Figures.median(starts, Start::residentMegabytes);
    System.out.printf(
        "first greeting after %.0f ms; %.0f MB resident %d s later (%d members, 1 machine)%n",
        millis, megabytes, REST.toSeconds(), MEMBERS);
    aims.atMost("start: until the first greeting, ms", 1_000, millis);
    aims.atMost("at rest: resident, MB", 120, megabytes);
    return Map.of("greetingMillis", millis, "residentMegabytes", megabytes);
  }
}
