package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code QUERYADMIN [name]}: whether a member is an admin; without a name, whether oneself is. */
@Extension
public final class QueryadminCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "QUERYADMIN [name]";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Tells whether a member is an admin.";
  }

  @Override
  public CommandResult answer(CommandContext call) {
    MemberRecord member = call.arguments().isEmpty() ? call.member().record() : call.memberNamed(0);
    String is = member.admin() ? "is" : "is not";
    return dialect ->
        dialect.ok(member.admin() + " " + member.name() + " " + is + " an administrator.");
  }
}
