package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code LOG [message...]}: writes a line into the audit log; without one, shows the last ones,
 * newest first.
 */
@Extension
public final class LogCommand implements Command {

  private static final int SHOWN = 20;

  @Override
  public String syntax() {
    return "LOG [message...]";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Writes a line into the audit log, or shows the last ones.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.INVALID_PARAMETERS, ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    if (call.arguments().isEmpty()) {
      return call.core().audit().last(SHOWN).thenApply(CommandResult.AuditEntries::new);
    }
    String message = call.textFrom(0);
    if (message.isBlank()) {
      throw new RefusedException(ErrorCode.INVALID_PARAMETERS);
    }
    return call.core()
        .audit()
        .write(call.member().actor(), message)
        .thenApply(written -> new CommandResult.MessageLogged());
  }
}
