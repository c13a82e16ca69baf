package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.control.output.Table.Nested;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Memberships;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code user show NAME}: all that is known of one member. */
@Command(
    name = "show",
    description = "Shows one member: credits, iButtons, and what came and went last.")
final class UserShowCommand extends OperatorCommand {

  private static final int LAST = 5;

  private record Shown(
      MemberRecord member, Balance balance, List<String> ibuttons, List<Entry> last) {}

  private static final Table<Entry> ENTRY =
      Table.<Entry>of()
          .column("at", Entry::at)
          .column("credits", Entry::amount)
          .column("balance", Entry::balance)
          .column("reason", Entry::reason)
          .detail("actor", Entry::actor);

  private static final Table<Shown> TABLE =
      Table.<Shown>of()
          .column("name", shown -> shown.member().name())
          .column("credits", shown -> shown.balance().available())
          .column("balance", shown -> shown.balance().balance())
          .column("held", shown -> shown.balance().held())
          .column("floor", shown -> shown.balance().floor())
          .column("admin", shown -> shown.member().admin())
          .column("local", shown -> shown.member().local())
          .column("ibuttons", Shown::ibuttons)
          .column("last", shown -> new Nested<>(ENTRY, shown.last()));

  @Parameters(paramLabel = "NAME", description = "The member's name.")
  private String name;

  @Override
  int run(OperatorContext context) {
    Memberships members = context.services().memberships();
    MemberRecord member = members.named(context.admin(), name);
    context
        .print()
        .one(
            TABLE,
            new Shown(
                member,
                context.services().accounts().balance(context.admin(), member),
                members.ibuttons(context.admin()).join().getOrDefault(member.id(), List.of()),
                context.services().accounts().history(context.admin(), member, LAST).join()));
    return ExitCode.WELL;
  }
}
