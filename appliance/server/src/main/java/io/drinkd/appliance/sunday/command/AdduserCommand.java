package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Refusal;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code ADDUSER name [password]}: a new member without credits, who is no admin. Without a
 * password only iButton logins work.
 */
@Extension
public final class AdduserCommand implements Command {

  @Override
  public String syntax() {
    return "ADDUSER name [password]";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Adds a member.";
  }

  @Override
  public Set<Integer> secretArguments() {
    return Set.of(1);
  }

  @Override
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(Refusal.PASSWORDS_IN_DIRECTORY, ErrorCode.USER_NOT_CREATED);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    NewMember wanted = new NewMember(call.argument(0), call.optional(1), false, 0, List.of());
    return call.services()
        .memberships()
        .add(call.admin(), wanted)
        .thenApply(added -> dialect -> dialect.ok("User created."));
  }
}
