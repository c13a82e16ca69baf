package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.member.TooManyAttemptsException;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.LoginCommand;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code PASS password}: logs in as the member whom the USER just before named; tells the credits
 * that can be spent. An unknown name and a wrong password get the same answer after the same time;
 * after several of them the next answer takes longer.
 */
@Extension
public final class PassCommand implements LoginCommand {

  private static final Logger LOG = LoggerFactory.getLogger(PassCommand.class);

  @Override
  public String syntax() {
    return "PASS password";
  }

  @Override
  public String purpose() {
    return "Logs in, after USER.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.USER_FIRST, ErrorCode.BAD_LOGIN, ErrorCode.NOT_READY);
  }

  @Override
  public Set<Integer> secretArguments() {
    return Set.of(0);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    String name = call.givenName().orElseThrow(() -> new RefusedException(ErrorCode.USER_FIRST));
    Members members = call.core().members();
    return call.core()
        .logins()
        .attempt(
            Optional.of(name), call.address(), () -> members.authenticate(name, call.argument(0)))
        .handle(
            (member, failure) -> {
              if (failure != null && failure.getCause() instanceof TooManyAttemptsException) {
                return new CommandResult.Failed(ErrorCode.NOT_READY);
              }
              if (failure != null) {
                LOG.warn("a login could not be checked: {}", failure.getMessage());
                return new CommandResult.Failed(ErrorCode.NOT_READY);
              }
              return outcome(call, member);
            });
  }

  private static CommandResult outcome(CommandContext call, Optional<MemberRecord> member) {
    return member
        .<CommandResult>map(
            found ->
                new CommandResult.LoggedIn(
                    found, call.core().ledger().balance(found.account()).available()))
        .orElseGet(() -> new CommandResult.Failed(ErrorCode.BAD_LOGIN));
  }
}
