package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code EDITUSER name credits [admin]}: sets what a member has, held credits included, and the
 * admin flag.
 */
@Extension
public final class EdituserCommand extends Command {

  public EdituserCommand() {
    super(
        "EDITUSER name credits [admin]",
        Access.ADMIN,
        "Sets a member's credits, and whether the member is an admin.");
  }

  @Override
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(
        Refusal.INVALID_AMOUNT, ErrorCode.INVALID_CREDITS, Refusal.POOR, ErrorCode.INVALID_CREDITS);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    MemberRecord member = context.memberNamed(0);
    MemberEdit credits =
        MemberEdit.balance(
            context.wholeNumber(1).orElseThrow(() -> new RefusedException(Refusal.INVALID_AMOUNT)));
    Optional<Boolean> admin =
        context
            .optional(2)
            .map(
                text ->
                    context
                        .flag(2)
                        .orElseThrow(() -> new BadRequestException(ErrorCode.INVALID_ADMIN_FLAG)));
    MemberEdit edit = new MemberEdit(credits.balance(), credits.floor(), admin);
    return context
        .services()
        .memberships()
        .edit(context.admin(), member, edit)
        .thenApply(done -> dialect -> dialect.ok("Changes saved."));
  }
}
