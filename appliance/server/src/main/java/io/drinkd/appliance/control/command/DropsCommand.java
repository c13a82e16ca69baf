package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.drop.DropRecords.Place;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.drop.InDoubtDrops.InDoubtDrop;
import io.drinkd.appliance.drop.OwnerlessDrops.OwnerlessDrop;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drops --in-doubt}: the drops that somebody has to decide, oldest first. */
@Command(
    name = "drops",
    description =
        "With --in-doubt, lists the drops in doubt, which somebody has to decide, and what was sent at"
            + " machines that no appliance has; drop list has all.")
final class DropsCommand extends OperatorCommand {

  private record Listed(
      long id, Place place, String member, long price, Instant since, String reason, String next) {

    static Listed of(InDoubtDrop drop) {
      return new Listed(
          drop.id(),
          drop.place(),
          drop.member(),
          drop.price(),
          drop.since(),
          drop.reason(),
          DropTables.next(drop.absentSender()));
    }

    static Listed of(OwnerlessDrop drop) {
      return new Listed(
          drop.id(),
          drop.place(),
          drop.member(),
          drop.price(),
          drop.since(),
          "sent, and no appliance has the machine",
          DropTables.nextOfOwnerless(drop.place().machine(), drop.state()));
    }
  }

  private static final Table<Listed> TABLE =
      Table.<Listed>of()
          .column("id", Listed::id)
          .column("machine", drop -> drop.place().machine())
          .column("slot", drop -> drop.place().slot())
          .column("member", Listed::member)
          .column("price", Listed::price)
          .column("since", Listed::since)
          .column("reason", Listed::reason)
          .column("next", Listed::next);

  @Option(
      names = "--in-doubt",
      required = true,
      description = "Drops whose board never answered; decide each with drop resolve.")
  private boolean inDoubt;

  @Override
  int run(OperatorContext context) {
    Stream<Listed> doubts =
        context.services().drops().inDoubt(context.admin()).join().stream().map(Listed::of);
    Stream<Listed> ownerless =
        context.services().catalog().ownerlessDrops(context.admin()).join().stream()
            .filter(drop -> drop.state() == DropState.SENT)
            .map(Listed::of);
    List<Listed> all =
        Stream.concat(doubts, ownerless).sorted(Comparator.comparing(Listed::id)).toList();
    context.print().list(TABLE, all::forEach);
    return ExitCode.WELL;
  }
}
