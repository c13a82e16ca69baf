package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.credential.TokenStore.Made;
import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.service.Label;
import io.drinkd.appliance.service.Tokens;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code MKTOKEN name [read] [days]}: makes a token for a program, which is shown once. With {@code
 * read} it sees and spends nothing; it is good for a year if no days are given.
 */
@Extension
public final class MktokenCommand extends Command {

  public MktokenCommand() {
    super("MKTOKEN name [read] [days]", Access.MEMBER, "Makes a token that logs in a program.");
  }

  @Override
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(Refusal.INVALID_NAME, ErrorCode.INVALID_PARAMETERS);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    Label name = new Label(context.argument(0));
    boolean reads = context.optional(1).filter("read"::equalsIgnoreCase).isPresent();
    int next = reads ? 2 : 1;
    if (context.arguments().size() > next + 1) {
      throw new BadRequestException(ErrorCode.INVALID_PARAMETERS);
    }
    // What is no number becomes one that is refused.
    long days =
        context.optional(next).isPresent() ? context.naturalNumber(next).orElse(-1) : Tokens.DAYS;
    return context
        .services()
        .tokens()
        .make(context.member(), name, reads ? Scope.READ : Scope.MEMBER, days)
        .thenApply(MktokenCommand::shown);
  }

  private static CommandResult shown(Made made) {
    return dialect -> dialect.ok("Token " + made.token().id() + " " + made.secret());
  }
}
