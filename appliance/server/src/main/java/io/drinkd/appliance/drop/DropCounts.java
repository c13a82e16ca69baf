package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.metric.Counter;
import io.drinkd.appliance.metric.Family;
import io.drinkd.appliance.metric.Histogram;
import io.drinkd.appliance.metric.Metrics;
import io.drinkd.appliance.metric.Metrics.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** Counts how requests for a drink ended, by machine. May be used on any thread. */
public final class DropCounts {

  private static final Family ENDED =
      Family.counter(
              "drink_drops_total",
              "Requests for a drink by how they ended, and why if no drink fell",
              "machine",
              "outcome",
              "reason")
          .ofMachines();

  private static final Family TOOK =
      Family.histogram(
          "drink_drop_duration_seconds",
          "Time from the request to the drink, without the delay that was asked for");

  /**
   * How it ended, as far as monitoring distinguishes: each is a series of every machine, and of
   * those there is room for few.
   */
  private enum Ending {
    DROPPED("none"),
    IN_DOUBT("unanswered"),
    /** The board could have made it fall, and did not. */
    REFUSED("board"),
    REFUSED_UNAVAILABLE("unavailable"),
    REFUSED_SLOT("slot"),
    /** The member's own doing: no credits, a request that cannot be, one taken back. */
    REFUSED_MEMBER("member");

    private final String outcome;
    private final String reason;

    Ending(String reason) {
      this.outcome = name().replaceFirst("^REFUSED_.*", "REFUSED").toLowerCase(Locale.ROOT);
      this.reason = reason;
    }

    static Ending of(Kind kind) {
      return switch (kind) {
        case DROPPED -> DROPPED;
        case REFUSED, MOTOR_JAMMED, MOTOR_FAILED, DOOR_OPEN, NO_POWER -> REFUSED;
        case IN_DOUBT -> IN_DOUBT;
        case OFFLINE, OUT_OF_SERVICE, BUSY, UNAVAILABLE -> REFUSED_UNAVAILABLE;
        case SLOT_EMPTY, SLOT_DISABLED, SLOT_CHANGED, NO_SUCH_SLOT -> REFUSED_SLOT;
        case POOR, MEMBER_GONE, KEY_REUSED, CANCELLED -> REFUSED_MEMBER;
      };
    }
  }

  private static final Ending[] ENDINGS = Ending.values();

  private final Histogram took;

  /** By the machine's id, and then by the number of the ending. */
  private final Map<String, Counter[]> ended = new ConcurrentHashMap<>();

  public DropCounts(Metrics metrics) {
    metrics.read(ENDED, this::samples);
    took =
        metrics.histogram(
            TOOK,
            LongStream.of(250, 500, 1_000, 1_500, 2_000, 3_000, 5_000, 8_000, 15_000, 30_000)
                .mapToObj(Duration::ofMillis)
                .toList());
  }

  /** There is such a machine, so that its counters begin at 0. */
  void expect(String machine) {
    ended.computeIfAbsent(machine, any -> counters());
  }

  private static Counter[] counters() {
    Counter[] counters = new Counter[ENDINGS.length];
    Arrays.setAll(counters, number -> new Counter());
    return counters;
  }

  /** Put together when somebody looks: a start does not wait for the labels of all machines. */
  private List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    ended.forEach(
        (machine, counters) -> {
          for (Ending ending : ENDINGS) {
            long sum = counters[ending.ordinal()].sum();
            samples.add(Sample.of(sum, machine, ending.outcome, ending.reason));
          }
        });
    return samples;
  }

  /** A request for a drink has ended. */
  void ended(String machine, Kind kind) {
    Counter[] counters = ended.get(machine);
    if (counters == null) {
      expect(machine);
      counters = ended.get(machine);
    }
    counters[Ending.of(kind).ordinal()].increment();
  }

  /** A drink has fallen, so many nanoseconds after it was asked for. */
  void fell(long nanos) {
    took.record(Math.max(0, nanos));
  }
}
