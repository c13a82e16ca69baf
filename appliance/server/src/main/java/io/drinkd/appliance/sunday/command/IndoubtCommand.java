package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code INDOUBT}: the drops that were sent and never answered, oldest first. */
@Extension
public final class IndoubtCommand implements Command {

  @Override
  public String syntax() {
    return "INDOUBT";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Lists the drops that nobody knows the end of.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    return call.core().inDoubtDrops().list().thenApply(CommandResult.InDoubt::new);
  }
}
