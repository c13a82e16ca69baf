package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.credential.TokenStore.Token;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code TOKENS}: the member's own tokens: number, what for, when made, until when, when last used
 * ({@code never} if it was not), and name.
 */
@Extension
public final class TokensCommand extends Command {

  public TokensCommand() {
    super("TOKENS", Access.MEMBER, "Lists your tokens.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    return context
        .services()
        .tokens()
        .list(context.member())
        .thenApply(
            tokens -> dialect -> dialect.list(rows(tokens), tokens.size(), "Tokens retrieved"));
  }

  private static StringBuilder rows(List<Token> tokens) {
    StringBuilder rows = new StringBuilder();
    for (Token token : tokens) {
      rows.append(token.id()).append(' ').append(token.scope().word()).append(' ');
      rows.append(seconds(token.createdAt())).append(' ').append(seconds(token.endsAt()));
      rows.append(' ').append(token.usedAt().map(TokensCommand::seconds).orElse("never"));
      rows.append(" \"").append(token.name()).append("\"\n");
    }
    return rows;
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
