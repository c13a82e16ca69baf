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
public final class ChpassCommand implements Command {

  @Override
  public String syntax() {
    return "CHPASS name password";
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public String purpose() {
    return "Changes a password.";
  }

  @Override
  public Set<Integer> secretArguments() {
    return Set.of(1);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    return change(call).thenApply(changed -> dialect -> dialect.ok("Changes saved."));
  }

  private static CompletableFuture<Void> change(CommandContext call) {
    Memberships memberships = call.services().memberships();
    if (call.namesOneself(0)) {
      return memberships.changePassword(call.member(), call.argument(1));
    }
    // An admin, before anybody learns whether there is such a member.
    Admin admin = call.admin();
    return memberships.changePassword(admin, call.memberNamed(0), call.argument(1));
  }
}
