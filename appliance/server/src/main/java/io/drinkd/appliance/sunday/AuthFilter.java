package io.drinkd.appliance.sunday;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.net.EndOfInput;
import io.drinkd.appliance.sunday.Commands.Verb;
import io.drinkd.appliance.sunday.Line.Request;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;

/**
 * Knows who a client is. It carries out the login verbs, and lets another request pass, as a {@link
 * CommandContext}, only if the member has the access that the command states; nothing behind it
 * checks again.
 *
 * <p>The member is looked up anew for each request, because a membership may end, or an admin be
 * made, while a connection is open. Whoever tries to log in is logged out first: at a touchscreen
 * it is somebody else who tries. A name given with USER holds for the very next request only.
 *
 * <p>Behind the order of requests, so that what follows a PASS waits until it is known whose it is.
 */
final class AuthFilter extends IoFilterAdapter {

  private final SundaySession session;
  private final Core core;
  private final Commands commands;
  private final CommandRunner runner;

  AuthFilter(SundaySession session, Core core, Commands commands, CommandRunner runner) {
    this.session = session;
    this.core = core;
    this.commands = commands;
    this.runner = runner;
  }

  @Override
  public void messageReceived(NextFilter next, IoSession io, Object line) {
    if (line instanceof EndOfInput) {
      next.messageReceived(io, line);
      return;
    }
    Optional<String> givenName = session.takeGivenName();
    if (!(line instanceof Request request)) {
      session.answer(new CommandResult.Failed(ErrorCode.INVALID_PARAMETERS));
      return;
    }
    CommandContext call;
    try {
      call = admit(request, givenName);
    } catch (RefusedException e) {
      session.answer(e.outcome());
      return;
    }
    if (call.command() instanceof LoginCommand) {
      runner.run(call, true).ifPresent(this::answerLogin);
    } else {
      next.messageReceived(io, call);
    }
  }

  /**
   * The request as a call, if it is one that this client may make now.
   *
   * @throws RefusedException if it is not
   */
  private CommandContext admit(Request request, Optional<String> givenName) {
    Verb verb =
        commands
            .find(request.verb())
            .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN_VERB));
    Optional<MemberRecord> member =
        session.member().flatMap(known -> core.members().find(known.id()));
    verb.command()
        .access()
        .refuses(member)
        .ifPresent(
            problem -> {
              throw new RefusedException(problem);
            });
    if (!verb.command().isAllowedBy(core)) {
      throw new RefusedException(ErrorCode.ACCESS_DENIED);
    }
    return new CommandContext(
        verb, request.arguments(), member, givenName, session, core, commands);
  }

  @Override
  public void event(NextFilter next, IoSession io, FilterEvent event) {
    if (event instanceof Answered && session.connection().end().isPresent()) {
      // The client has left while a drop of its waited; nobody reads the answer.
      return;
    }
    if (event instanceof Answered answered && answered.login()) {
      session.connection().heard();
      answerLogin(answered.outcome());
    } else {
      next.event(io, event);
    }
  }

  private void answerLogin(CommandResult outcome) {
    if (outcome instanceof CommandResult.LoggedIn login) {
      session.loggedIn(Optional.of(login.member()));
    } else if (isAttempt(outcome)) {
      session.loggedIn(Optional.empty());
    }
    if (outcome instanceof CommandResult.PasswordRequired required) {
      session.giveName(required.name());
    }
    session.answer(outcome);
  }

  /** A request that was wrong in form is not an attempt, and changes nothing. */
  private static boolean isAttempt(CommandResult outcome) {
    return !(outcome instanceof CommandResult.Failed failed
        && (failed.problem() == ErrorCode.USER_FIRST
            || failed.problem() == ErrorCode.ARGUMENT_COUNT));
  }
}
