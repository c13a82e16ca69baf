package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Memberships;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code CHPASS name password}: changes the own password; an admin changes anybody's. */
@Extension
public final class ChpassCommand extends Command {

  public ChpassCommand() {
    super("CHPASS name password", Access.MEMBER, "Changes a password.");
  }

  @Override
  public Set<Integer> secretArguments() {
    return Set.of(1);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    return change(context).thenApply(changed -> dialect -> dialect.ok("Changes saved."));
  }

  private static CompletableFuture<Void> change(CommandContext context) {
    Memberships memberships = context.services().memberships();
    if (context.namesOneself(0)) {
      return memberships.changePassword(context.member(), context.argument(1));
    }
    // An admin, before anybody learns whether there is such a member.
    Admin admin = context.admin();
    return memberships.changePassword(admin, context.memberNamed(0), context.argument(1));
  }
}
