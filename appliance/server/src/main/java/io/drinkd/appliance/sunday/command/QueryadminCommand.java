package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.Set;
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
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.UNKNOWN_USER);
  }

  @Override
  public CommandResult answer(CommandContext call) {
    MemberRecord member =
        call.arguments().isEmpty() ? call.member() : call.memberNamed(0, ErrorCode.UNKNOWN_USER);
    return new CommandResult.AdminFlag(member.name(), member.admin());
  }
}
