package io.drinkd.appliance.crash.bank;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Appliances are killed, or frozen. */
final class ApplianceFaults {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LONGEST_FREEZE_MILLIS = 6_000;

  private ApplianceFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault("appliance killed", false, ApplianceFaults::kill),
        new Fault("two appliances killed", false, ApplianceFaults::killTwo),
        new Fault("appliance frozen", false, ApplianceFaults::freeze),
        new Fault("frozen before the first byte", false, ApplianceFaults::freezeBeforeFirstByte));
  }

  private static int any(Random random) {
    return random.nextInt(BankHouse.APPLIANCES);
  }

  private static Duration upTo(int millis, Random random) {
    return Duration.ofMillis(random.nextInt(millis));
  }

  private static String taken(BankHouse house, long before) {
    return house.takings() > before ? "machines taken" : "";
  }

  private static String kill(BankHouse house, Random random) throws IOException {
    long before = house.takings();
    int victim = house.victim(random);
    house.kill(victim);
    BankHouse.pause(upTo(2_000, random));
    String effect = taken(house, before);
    house.start(victim);
    return effect;
  }

  private static String killTwo(BankHouse house, Random random) throws IOException {
    long before = house.takings();
    int spared = any(random);
    List<Integer> victims =
        IntStream.range(0, BankHouse.APPLIANCES).filter(i -> i != spared).boxed().toList();
    for (int victim : victims) {
      house.kill(victim);
    }
    BankHouse.pause(upTo(1_000, random));
    String effect = taken(house, before);
    for (int victim : victims) {
      house.start(victim);
    }
    return effect;
  }

  private static String freeze(BankHouse house, Random random) throws IOException {
    long before = house.takings();
    int victim = house.victim(random);
    house.signal(victim, "STOP");
    BankHouse.pause(upTo(LONGEST_FREEZE_MILLIS, random));
    String effect = taken(house, before);
    house.signal(victim, "CONT");
    return effect;
  }

  /** Until its machine is another one's; the order has not left then, and does not leave later. */
  private static String freezeBeforeFirstByte(BankHouse house, Random random) throws IOException {
    int machine = any(random);
    int victim = house.owner(machine);
    if (!house.isArmed(victim)) {
      house.kill(victim);
      house.start(victim);
      // It may have lost its machines meanwhile.
      victim = house.owner(machine);
    }
    if (!house.isArmed(victim)) {
      return "";
    }
    int stopped = victim;
    house.stopAtSent(stopped);
    await().atMost(PATIENCE).until(() -> house.isStopped(stopped));
    long before = house.takings();
    await().atMost(PATIENCE).until(() -> house.takings() > before);
    // The new owner may order by then.
    BankHouse.pause(BankHouse.TAKEOVER.plus(upTo(1_000, random)));
    house.signal(stopped, "CONT");
    return "machine taken before it continued";
  }
}
