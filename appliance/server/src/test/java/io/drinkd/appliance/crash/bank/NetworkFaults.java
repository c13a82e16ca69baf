package io.drinkd.appliance.crash.bank;

import io.drinkd.appliance.process.PrivateNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** An appliance is cut off from the database, or from everybody, or can hardly reach it. */
final class NetworkFaults {

  static final String SLOW = "slow network";

  /** What was sent to a board before it may arrive once the wire is whole again. */
  static final String ALL = "all wires cut";

  private static final int LONGEST_MILLIS = 8_000;
  private static final String RATE = "64kbit";

  private NetworkFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault("wire to the database cut", true, onOne(PrivateNetwork.Site::cutBank)),
        new Fault("all packets lost", true, onOne(NetworkFaults::loseBoth)),
        new Fault("requests lost", true, onOne(PrivateNetwork.Site::loseRequests)),
        new Fault("replies lost", true, onOne(PrivateNetwork.Site::loseReplies)),
        new Fault(ALL, true, onOne(NetworkFaults::cutAll)),
        new Fault(SLOW, true, onOne(NetworkFaults::slow)));
  }

  private interface Change {
    void make(PrivateNetwork.Site site, boolean now);
  }

  private static Fault.Action onOne(Change change) {
    return (house, random) -> happen(change, house, random);
  }

  private static String happen(Change change, BankHouse house, Random random) {
    long before = house.takings();
    PrivateNetwork.Site site = house.network().orElseThrow().site(house.victim(random));
    change.make(site, true);
    BankHouse.pause(Duration.ofMillis(500 + random.nextInt(LONGEST_MILLIS)));
    String effect = house.takings() > before ? "machines taken" : "";
    change.make(site, false);
    return effect;
  }

  private static void loseBoth(PrivateNetwork.Site site, boolean now) {
    site.loseRequests(now);
    site.loseReplies(now);
  }

  private static void cutAll(PrivateNetwork.Site site, boolean now) {
    site.cutBank(now);
    site.cutHouse(now);
  }

  private static void slow(PrivateNetwork.Site site, boolean now) {
    site.slowBank(now ? Optional.of(RATE) : Optional.empty());
  }
}
