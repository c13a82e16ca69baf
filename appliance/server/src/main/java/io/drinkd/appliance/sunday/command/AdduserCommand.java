package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.member.NewMember;
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
public final class AdduserCommand extends Command {

  public AdduserCommand() {
    super("ADDUSER name [password]", Access.ADMIN, "Adds a member.");
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
  public CompletionStage<CommandResult> run(CommandContext context) {
    NewMember wanted = new NewMember(context.argument(0), context.optional(1), false, 0, List.of());
    return context
        .services()
        .memberships()
        .add(context.admin(), wanted)
        .thenApply(added -> dialect -> dialect.ok("User created."));
  }
}
