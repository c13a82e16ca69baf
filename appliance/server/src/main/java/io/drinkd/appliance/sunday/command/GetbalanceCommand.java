package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.Set;
import org.pf4j.Extension;

/** {@code GETBALANCE [name]}: the credits that a member can spend; of another member for admins. */
@Extension
public final class GetbalanceCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "GETBALANCE [name]";
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public String purpose() {
    return "Tells the available credits.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.ACCESS_DENIED, ErrorCode.UNKNOWN_USER);
  }

  @Override
  public CommandResult answer(CommandContext call) {
    MemberRecord asked = call.arguments().isEmpty() ? call.member() : call.memberOrOneself(0);
    return new CommandResult.Credits(call.core().ledger().balance(asked.account()).available());
  }
}
