package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Memberships;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code user list}: all members with their credits, by name. */
@Command(name = "list", description = "Lists all members with their credits and iButtons.")
final class UserListCommand extends OperatorCommand {

  private record Row(MemberRecord member, Balance balance, List<String> ibuttons) {}

  private static final Table<Row> TABLE =
      Table.<Row>of()
          .column("name", row -> row.member().name())
          .column("admin", row -> row.member().admin())
          .column("credits", row -> row.balance().available())
          .column("held", row -> row.balance().held())
          .column("ibuttons", Row::ibuttons);

  @Override
  int run(OperatorContext context) {
    Memberships members = context.services().memberships();
    Map<Long, List<String>> ibuttons = members.ibuttons(context.admin()).join();
    List<Row> rows =
        members.all(context.admin()).stream()
            .map(
                member ->
                    new Row(
                        member,
                        context.services().accounts().balance(context.admin(), member),
                        ibuttons.getOrDefault(member.id(), List.of())))
            .toList();
    context.print().list(TABLE, rows::forEach);
    return ExitCode.WELL;
  }
}
