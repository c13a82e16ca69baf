package io.drinkd.appliance.crash;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.drinkd.appliance.drop.DropState;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a crash test has done until now, and what was wrong after it. */
final class CrashFigures {

  private static final int SHOWN_VIOLATIONS = 20;
  private static final Set<DropState> UNDER_WAY = EnumSet.of(DropState.QUEUED, DropState.SENT);

  private final Counters ends;
  private final Counters faults;
  private final List<RecordedRequest> requests;
  private final List<DropOnDisk> drops;
  private final long cans;
  private final List<String> violations;

  CrashFigures(
      Counters ends,
      Counters faults,
      List<RecordedRequest> requests,
      List<DropOnDisk> drops,
      long cans,
      List<String> violations) {
    this.ends = ends;
    this.faults = faults;
    this.requests = requests;
    this.drops = drops;
    this.cans = cans;
    this.violations = violations;
  }

  List<String> violations() {
    return violations;
  }

  /** After a clean stop no drop may be anywhere between its hold and its end. */
  void requireNothingUnderWay() {
    drops.stream()
        .filter(drop -> UNDER_WAY.contains(drop.state))
        .forEach(drop -> violations.add("still under way after a clean stop: " + drop));
  }

  /** The figures in one line. */
  String shortly() {
    return drops.size() + " drops, " + cans + " cans, " + violations.size() + " violations";
  }

  @Override
  public String toString() {
    Map<DropState, Long> states =
        new TreeMap<>(drops.stream().collect(groupingBy(drop -> drop.state, counting())));
    long unanswered = requests.stream().filter(request -> request.reply().isEmpty()).count();
    long gifts =
        requests.stream().filter(request -> request.request() instanceof Request.Gift).count();
    String text =
        """
        ends of the appliance  %d: %s
        failures of boards     %d: %s
        requests               %d, of which %d for gifts; %d lost their reply
        corrections            %d gifts taken back, %d drops refunded
        drops                  %d: %s
        cans that fell         %d
        violations             %d
        """
            .formatted(
                ends.total(),
                ends,
                faults.total(),
                faults,
                requests.size(),
                gifts,
                unanswered,
                done(Request.Undo.class),
                done(Request.Refund.class),
                drops.size(),
                states,
                cans,
                violations.size());
    String shown =
        String.join("\n", violations.subList(0, Math.min(SHOWN_VIOLATIONS, violations.size())));
    return text + shown;
  }

  private long done(Class<? extends Request> kind) {
    return requests.stream()
        .filter(request -> kind.isInstance(request.request()))
        .filter(request -> request.reply().filter(reply -> reply.startsWith("OK")).isPresent())
        .count();
  }
}
