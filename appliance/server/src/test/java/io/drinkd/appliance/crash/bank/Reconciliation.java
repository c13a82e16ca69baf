package io.drinkd.appliance.crash.bank;

import static java.util.stream.Collectors.groupingBy;

import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.process.RunningBoard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the drops of a round with the cans that fell in it, and with what members were told. */
final class Reconciliation {

  /** Of drops that nobody took up for minutes. */
  private static final String WAITED = "no appliance had the machine for too long";

  private final List<DropInBank> drops;
  private final List<String> violations = new ArrayList<>();

  Reconciliation(List<DropInBank> drops) {
    this.drops = drops;
  }

  /**
   * All that is not as it must be.
   *
   * @param cans those that fell, by machine
   */
  List<String> violations(List<Asked> asked, Map<String, List<RunningBoard.Can>> cans) {
    drops.stream()
        .filter(drop -> !isEnded(drop.state()))
        .forEach(drop -> violations.add("still under way: " + drop));
    drops.stream()
        .filter(drop -> drop.reason().equals(WAITED))
        .forEach(drop -> violations.add("no round takes that long: " + drop));
    cans.forEach(this::compareCans);
    compareReplies(asked);
    return violations;
  }

  static boolean isEnded(DropState state) {
    return state != DropState.DELAYED && state != DropState.QUEUED && state != DropState.SENT;
  }

  private void compareCans(String machine, List<RunningBoard.Can> fallen) {
    for (int slot = 1; slot <= RunningBoard.SLOTS; slot++) {
      int number = slot;
      List<DropInBank> here =
          drops.stream()
              .filter(drop -> drop.machine().equals(machine) && drop.slot() == number)
              .toList();
      long cans = fallen.stream().filter(can -> can.slot() == number).count();
      long charged = here.stream().filter(drop -> drop.state() == DropState.DROPPED).count();
      long doubted = here.stream().filter(drop -> drop.state() == DropState.IN_DOUBT).count();
      if (cans < charged || cans > charged + doubted) {
        violations.add(
            machine
                + " "
                + slot
                + ": "
                + cans
                + " cans fell, "
                + charged
                + " were charged, "
                + doubted
                + " are in doubt: "
                + here);
      }
    }
  }

  private void compareReplies(List<Asked> asked) {
    Map<String, List<DropInBank>> byKey = drops.stream().collect(groupingBy(DropInBank::key));
    Set<String> keys = new HashSet<>();
    for (Asked one : asked) {
      keys.add(one.key());
      List<DropInBank> found = byKey.getOrDefault(one.key(), List.of());
      if (found.size() > 1) {
        violations.add(one + "; the bank has " + found);
      } else {
        compare(one, found.stream().findFirst());
      }
    }
    drops.stream()
        .filter(drop -> !keys.contains(drop.key()))
        .forEach(drop -> violations.add("nobody asked for " + drop));
  }

  private void compare(Asked asked, Optional<DropInBank> drop) {
    boolean asAsked =
        drop.isEmpty()
            || drop.get().member().equals(asked.member())
                && drop.get().machine().equals(asked.machine())
                && drop.get().slot() == asked.slot();
    boolean lostBefore = false;
    boolean isTrue = true;
    for (Asked.Attempt attempt : asked.attempts()) {
      boolean repeated = lostBefore;
      isTrue &= attempt.reply().map(reply -> isTrue(reply, drop, repeated)).orElse(true);
      lostBefore |= attempt.reply().isEmpty();
    }
    if (!asAsked || !isTrue) {
      violations.add(asked + "; the bank has " + drop.map(Object::toString).orElse("nothing"));
    }
  }

  /**
   * Whether a reply is true in the books.
   *
   * @param repeated whether the same was asked for before, with an answer that nobody got
   */
  private static boolean isTrue(String reply, Optional<DropInBank> drop, boolean repeated) {
    String[] words = reply.split(" ");
    if (words[0].equals("OK")) {
      return drop.filter(one -> one.state() == DropState.DROPPED).isPresent();
    }
    return switch (words[0].equals("ERR") ? words[1] : "") {
      // Nobody knew then; whoever could write the end into the bank did so later.
      case "151" ->
          drop.filter(one -> words[words.length - 1].equals(String.valueOf(one.id()))).isPresent();
      case "101" -> drop.filter(one -> one.state() == DropState.REFUSED).isPresent();
      case "103" -> drop.map(one -> one.state() == DropState.CANCELLED).orElse(true);
      // Nothing was charged; whoever asks again hears that of this time alone.
      case "152", "350", "416" ->
          repeated || drop.map(one -> one.state() == DropState.CANCELLED).orElse(true);
      default -> false;
    };
  }
}
