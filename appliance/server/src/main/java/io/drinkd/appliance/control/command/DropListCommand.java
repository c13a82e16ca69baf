package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.drop.DropRecords.Filter;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Drops;
import io.drinkd.appliance.service.Period;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code drop list [--since --until --machine --member --state]}: drops, oldest first. */
@Command(name = "list", description = "Lists drops, oldest first; drop show says more of one.")
final class DropListCommand extends OperatorCommand {

  @Mixin private Span span;

  @Option(
      names = "--machine",
      paramLabel = "ID",
      description = "Only those of this machine, by its id.")
  private Optional<String> machine = Optional.empty();

  @Option(names = "--member", paramLabel = "NAME", description = "Only those of this member.")
  private Optional<String> member = Optional.empty();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "Only those that are delayed, queued, sent, in-doubt, dropped, refused, cancelled or"
              + " refunded.")
  private Optional<String> state = Optional.empty();

  @Override
  int run(OperatorContext context) {
    Period period = span.period(context);
    member.ifPresent(name -> requireKnown(context, name));
    Filter filter =
        new Filter(
            period.from(), period.until(), machine, member, state.map(DropListCommand::state));
    context
        .print()
        .list(
            DropTables.DROP,
            printer -> context.services().drops().each(context.admin(), filter, printer));
    return ExitCode.WELL;
  }

  /** Members who have left have no record, but may have drops. */
  private static void requireKnown(OperatorContext context, String name) {
    Admin admin = context.admin();
    Filter all =
        new Filter(
            Instant.EPOCH, Instant.now(), Optional.empty(), Optional.of(name), Optional.empty());
    Drops drops = context.services().drops();
    try {
      context.services().memberships().named(admin, name);
    } catch (RefusedException e) {
      if (drops.list(admin, all, OptionalLong.empty(), 1).join().isEmpty()) {
        throw new RefusedException(
            e.refusal(),
            "there is no member "
                + Printable.quoted(name)
                + ", and no drop of one who had that name");
      }
    }
  }

  private static DropState state(String word) {
    return DropState.of(word)
        .orElseThrow(
            () ->
                new UsageException(
                    "--state: found "
                        + word
                        + ", expected one of "
                        + Arrays.stream(DropState.values())
                            .map(DropState::word)
                            .collect(Collectors.joining(", "))));
  }
}
