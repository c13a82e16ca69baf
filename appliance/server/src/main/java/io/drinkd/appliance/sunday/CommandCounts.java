package io.drinkd.appliance.sunday;

import io.drinkd.appliance.failure.Refusal.Category;
import io.drinkd.appliance.metric.Counter;
import io.drinkd.appliance.metric.Family;
import io.drinkd.appliance.metric.Metrics;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counts the requests of one listener by verb, and by how they were answered. What is no verb, of
 * which strangers can think of any number, is counted as one. May be used on any thread.
 */
final class CommandCounts {

  /** Enough for four listeners with every verb; monitoring pays for each series. */
  private static final int SERIES_MAX = 300;

  private static final Family ANSWERED =
      Family.counter(
              "drink_commands_total",
              "Requests by what they asked for and how they were answered",
              "listener",
              "command",
              "result")
          .atMost(SERIES_MAX);

  private enum Result {
    OK,
    /** Not what may be asked for, or not in this form. */
    REFUSED,
    /** Not now, whoever asks. */
    UNAVAILABLE;

    static Result of(CommandResult result) {
      if (result instanceof CommandResult.Refused refused) {
        boolean now = refused.refusal().refusal().category() == Category.UNAVAILABLE;
        return now ? UNAVAILABLE : REFUSED;
      }
      return result instanceof CommandResult.Failed ? REFUSED : OK;
    }
  }

  private final Metrics metrics;
  private final String listener;

  /** By verb, and then by the number of the result; null until there was one. */
  private final Map<Command, Counter[]> counters = new HashMap<>();

  private final Counter unknown;

  CommandCounts(Metrics metrics, String listener, Commands commands) {
    this.metrics = metrics;
    this.listener = listener;
    commands.all().forEach(command -> counters.put(command, new Counter[Result.values().length]));
    unknown = counter(Metrics.OTHER, Result.REFUSED);
  }

  private Counter counter(String command, Result result) {
    return metrics.counter(ANSWERED, listener, command, result.name().toLowerCase(Locale.ROOT));
  }

  /** A request for that was answered so. */
  void answered(Command command, CommandResult answer) {
    Result result = Result.of(answer);
    Counter[] of = counters.get(command);
    Counter counter = of[result.ordinal()];
    if (counter == null) {
      // Two threads may do this at once: both find the same counter.
      counter = counter(command.verb().toLowerCase(Locale.ROOT), result);
      of[result.ordinal()] = counter;
    }
    counter.increment();
  }

  /** A line that is no request, or whose verb there is not, was refused. */
  void unknown() {
    unknown.increment();
  }
}
