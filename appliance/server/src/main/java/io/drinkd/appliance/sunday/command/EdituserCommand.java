package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Memberships;
import io.drinkd.appliance.service.Refusal;
import io.drinkd.appliance.service.RefusedException;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code EDITUSER name credits [admin]}: sets what a member has, held credits included, and the
 * admin flag.
 */
@Extension
public final class EdituserCommand implements Command {

  @Override
  public String syntax() {
    return "EDITUSER name credits [admin]";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Sets a member's credits, and whether the member is an admin.";
  }

  @Override
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(
        Refusal.INVALID_AMOUNT, ErrorCode.INVALID_CREDITS, Refusal.POOR, ErrorCode.INVALID_CREDITS);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    MemberRecord member = call.memberNamed(0);
    long balance =
        Memberships.requireBalance(
            call.wholeNumber(1).orElseThrow(() -> new RefusedException(Refusal.INVALID_AMOUNT)));
    Optional<Boolean> admin =
        call.optional(2)
            .map(
                text ->
                    call.flag(2)
                        .orElseThrow(() -> new BadRequestException(ErrorCode.INVALID_ADMIN_FLAG)));
    MemberEdit edit = new MemberEdit(OptionalLong.of(balance), OptionalLong.empty(), admin);
    return call.services()
        .memberships()
        .edit(call.admin(), member, edit)
        .thenApply(done -> dialect -> dialect.ok("Changes saved."));
  }
}
