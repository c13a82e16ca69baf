package io.drinkd.appliance.crash;

import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.process.RunningBoard.Can;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares one machine's drops with the cans that fell in it. A board makes one drop at a time, and
 * no order leaves for it before the one before it is done with; so a can belongs to the last order
 * that was sent before it fell. The motor takes longer than a millisecond, and appliance and board
 * have the same clock.
 */
final class CanReconciliation {

  private final String machine;
  private final List<DropOnDisk> sent;
  private final List<String> violations = new ArrayList<>();

  /**
   * @param sent the machine's drops that were sent, in the order in which they were
   */
  CanReconciliation(String machine, List<DropOnDisk> sent) {
    this.machine = machine;
    this.sent = sent;
  }

  List<String> violations(List<Can> cans) {
    Map<Long, Integer> fallen = new HashMap<>();
    int next = 0;
    for (Can can : cans) {
      while (next < sent.size() && sentAtMillis(next) < can.atMillis()) {
        next++;
      }
      if (next == 0) {
        violations.add("nobody ordered " + shown(can));
      } else {
        take(can, sent.get(next - 1), fallen);
      }
    }
    sent.forEach(drop -> judge(drop, fallen.getOrDefault(drop.id, 0)).ifPresent(violations::add));
    return violations;
  }

  private long sentAtMillis(int index) {
    return sent.get(index).sentAtMillis.orElseThrow();
  }

  private void take(Can can, DropOnDisk drop, Map<Long, Integer> fallen) {
    if (drop.slot != can.slot()) {
      violations.add(shown(can) + " fell for " + drop);
    }
    fallen.merge(drop.id, 1, Integer::sum);
  }

  private static Optional<String> judge(DropOnDisk drop, int cans) {
    boolean right =
        switch (cans) {
          case 0 -> drop.state != DropState.DROPPED;
          case 1 -> drop.state == DropState.DROPPED || drop.isOpenAndSent();
          default -> false;
        };
    return right ? Optional.empty() : Optional.of(cans + " cans fell for " + drop);
  }

  private String shown(Can can) {
    return "a can of " + machine + " " + can.slot() + " at " + can.atMillis();
  }
}
