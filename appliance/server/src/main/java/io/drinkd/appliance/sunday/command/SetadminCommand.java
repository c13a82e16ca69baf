package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code SETADMIN name true|false}: says whether a member is an admin. */
@Extension
public final class SetadminCommand implements Command {

  @Override
  public String syntax() {
    return "SETADMIN name true|false";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Says whether a member is an admin.";
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    MemberRecord member = call.memberNamed(0);
    boolean admin =
        call.flag(1).orElseThrow(() -> new BadRequestException(ErrorCode.INVALID_ADMIN_FLAG));
    MemberEdit edit =
        new MemberEdit(OptionalLong.empty(), OptionalLong.empty(), Optional.of(admin));
    return call.services()
        .memberships()
        .edit(call.admin(), member, edit)
        .thenApply(done -> dialect -> dialect.ok("Changes saved."));
  }
}
