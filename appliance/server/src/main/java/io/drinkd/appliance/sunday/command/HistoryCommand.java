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
 * {@code HISTORY [n]}: the member's last entries in the books, 10 if no number is given, the newest
 * first.
 */
@Extension
public final class HistoryCommand implements Command {

  private static final int ENTRIES = 10;
  private static final int ENTRIES_MAX = 1_000;

  @Override
  public String syntax() {
    return "HISTORY [n]";
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public String purpose() {
    return "Tells what was paid, given and got.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.INVALID_PARAMETERS, ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    int most =
        call.arguments().isEmpty()
            ? ENTRIES
            : (int) call.wholeNumber(0, ENTRIES_MAX, ErrorCode.INVALID_PARAMETERS);
    if (most < 1) {
      throw new RefusedException(ErrorCode.INVALID_PARAMETERS);
    }
    return call.core()
        .ledger()
        .history(call.member().account(), most)
        .thenApply(CommandResult.History::new);
  }
}
