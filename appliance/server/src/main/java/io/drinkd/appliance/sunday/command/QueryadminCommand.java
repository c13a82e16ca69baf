package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code QUERYADMIN [name]}: whether a member is an admin; without a name, whether oneself is. */
@Extension
public final class QueryadminCommand extends ImmediateCommand {

  public QueryadminCommand() {
    super("QUERYADMIN [name]", Access.ADMIN, "Tells whether a member is an admin.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    MemberRecord member =
        context.arguments().isEmpty() ? context.member().record() : context.memberNamed(0);
    String is = member.admin() ? "is" : "is not";
    return dialect ->
        dialect.ok(member.admin() + " " + member.name() + " " + is + " an administrator.");
  }
}
