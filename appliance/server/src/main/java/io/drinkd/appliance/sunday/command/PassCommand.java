package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.member.TooManyAttemptsException;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.LoginCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
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
  public Set<Problem> problems() {
    return Set.of(Problem.USER_FIRST, Problem.BAD_LOGIN, Problem.NOT_READY);
  }

  @Override
  public Set<Integer> secretArguments() {
    return Set.of(0);
  }

  @Override
  public CompletionStage<Outcome> run(Call call) {
    String name = call.givenName().orElseThrow(() -> new RefusedException(Problem.USER_FIRST));
    Members members = call.core().members();
    return call.core()
        .logins()
        .attempt(
            Optional.of(name), call.address(), () -> members.authenticate(name, call.argument(0)))
        .handle(
            (member, failure) -> {
              if (failure != null && failure.getCause() instanceof TooManyAttemptsException) {
                return new Outcome.Failed(Problem.NOT_READY);
              }
              if (failure != null) {
                LOG.warn("a login could not be checked: {}", failure.getMessage());
                return new Outcome.Failed(Problem.NOT_READY);
              }
              return outcome(call, member);
            });
  }

  private static Outcome outcome(Call call, Optional<Member> member) {
    return member
        .<Outcome>map(
            found ->
                new Outcome.LoggedIn(
                    found, call.core().ledger().balance(found.account()).available()))
        .orElseGet(() -> new Outcome.Failed(Problem.BAD_LOGIN));
  }
}
