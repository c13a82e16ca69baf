package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code SETADMIN name true|false}: says whether a member is an admin. */
@Extension
public final class SetadminCommand extends Command {

  public SetadminCommand() {
    super("SETADMIN name true|false", Access.ADMIN, "Says whether a member is an admin.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    MemberRecord member = context.memberNamed(0);
    boolean admin =
        context.flag(1).orElseThrow(() -> new BadRequestException(ErrorCode.INVALID_ADMIN_FLAG));
    return context
        .services()
        .memberships()
        .edit(context.admin(), member, MemberEdit.admin(admin))
        .thenApply(done -> dialect -> dialect.ok("Changes saved."));
  }
}
