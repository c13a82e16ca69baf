package io.drinkd.appliance.crash.bank;

import io.drinkd.appliance.process.PrivateNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Something that goes wrong while members drop drinks.
 *
 * @param name in figures
 * @param needsNetwork whether it can happen only in a network and with a disk of one's own
 * @param action has it happen, and ends it
 */
record Fault(String name, boolean needsNetwork, Action action) {

  /** Has a fault happen. */
  @FunctionalInterface
  interface Action {
    /** Returns what it did for certain; empty if that is plain. */
    String happen(BankHouse house, Random random) throws Exception;
  }

  /** All that can happen here. */
  static List<Fault> all(boolean ownNetwork) {
    List<Fault> all = new ArrayList<>();
    all.addAll(ApplianceFaults.all());
    all.addAll(DatabaseFaults.all());
    all.addAll(NetworkFaults.all());
    boolean slow = ownNetwork && PrivateNetwork.canSlow();
    all.removeIf(one -> one.needsNetwork && !ownNetwork);
    all.removeIf(one -> one.name.equals(NetworkFaults.SLOW) && !slow);
    return all;
  }
}
