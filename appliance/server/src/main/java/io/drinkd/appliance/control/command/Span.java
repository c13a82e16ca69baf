package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.output.Moment;
import io.drinkd.appliance.service.Period;
import java.time.Instant;
import picocli.CommandLine.Option;

/** The options {@code --since} and {@code --until} of the commands that look back. */
final class Span {

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "7d",
      description = "From when on (default: ${DEFAULT-VALUE}): " + Moment.FORMS + ".")
  private String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      defaultValue = "now",
      description = "Until when, a day to its end (default: ${DEFAULT-VALUE}).")
  private String until;

  /**
   * The time that is meant.
   *
   * @throws UsageException if it is none
   */
  Period period(OperatorContext context) {
    Instant now = Instant.now();
    Instant from = moment("--since", since, now, context).from();
    // What happens at this moment has happened.
    Instant end =
        until.equals("now") ? now.plusMillis(1) : moment("--until", until, now, context).until();
    if (end.isBefore(from)) {
      throw new UsageException(
          "--until: found "
              + until
              + ", which is before --since "
              + since
              + ", expected a later"
              + " time");
    }
    return new Period(from, end);
  }

  private static Moment moment(String option, String text, Instant now, OperatorContext context) {
    return Moment.parse(text, now, context.times())
        .orElseThrow(
            () ->
                new UsageException(
                    option + ": found " + text + ", expected a time: " + Moment.FORMS));
  }
}
