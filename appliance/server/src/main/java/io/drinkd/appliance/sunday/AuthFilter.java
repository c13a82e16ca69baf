package io.drinkd.appliance.sunday;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.net.EndOfInput;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.sunday.CommandRunner.Answered;
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
 * <p>The connection keeps nothing but the caller; what the caller may do is looked up for each
 * request, because a membership may end, or an admin be made, while it is open. Whoever tries to
 * log in is logged out first: at a touchscreen it is somebody else who tries. A name given with
 * USER holds for the very next request only.
 *
 * <p>Behind the order of requests, so that what follows a PASS waits until it is known whose it is.
 */
final class AuthFilter extends IoFilterAdapter {

  /** See whether a client that sends nothing more still waits for its login. */
  static final FilterEvent LOGIN_OVERDUE = new FilterEvent() {};

  private final SundaySession session;
  private final Services services;
  private final Commands commands;
  private final CommandRunner runner;
  private final CommandCounts counts;

  AuthFilter(
      SundaySession session,
      Services services,
      Commands commands,
      CommandRunner runner,
      CommandCounts counts) {
    this.session = session;
    this.services = services;
    this.commands = commands;
    this.runner = runner;
    this.counts = counts;
  }

  @Override
  public void messageReceived(NextFilter next, IoSession io, Object line) {
    if (line instanceof EndOfInput) {
      next.messageReceived(io, line);
      return;
    }
    Optional<String> givenName = session.takeGivenName();
    if (!(line instanceof Request request)) {
      counts.unknown();
      session.answer(new CommandResult.Failed(ErrorCode.INVALID_PARAMETERS));
      return;
    }
    Optional<Command> command = commands.find(request.verb());
    if (command.isEmpty()) {
      counts.unknown();
      session.answer(new CommandResult.Failed(ErrorCode.UNKNOWN_VERB));
      return;
    }
    CommandContext context;
    try {
      context = authorize(command.get(), request, givenName);
    } catch (RefusedException e) {
      CommandResult refused = new CommandResult.Refused(e);
      counts.answered(command.get(), refused);
      session.answer(refused);
      return;
    }
    if (context.command() instanceof LoginCommand) {
      runner.run(context, true).ifPresent(this::answerLogin);
    } else {
      next.messageReceived(io, context);
    }
  }

  /**
   * The request with what its command needs to run.
   *
   * @throws RefusedException if this client may not use it now
   */
  private CommandContext authorize(Command command, Request request, Optional<String> givenName) {
    CommandContext context =
        new CommandContext(command, request.arguments(), givenName, session, services, commands);
    if (!command.isAllowedBy(services) || command.isByCard() && !session.settings().cards()) {
      throw new RefusedException(Refusal.FORBIDDEN);
    }
    return context;
  }

  @Override
  public void event(NextFilter next, IoSession io, FilterEvent event) {
    if (event == LOGIN_OVERDUE) {
      session.giveUpLogin();
      return;
    }
    if (event instanceof Answered && session.connection().end().isPresent()) {
      // The client has left while a drop of its waited; nobody reads the answer.
      return;
    }
    if (event instanceof Answered answered && answered.login()) {
      session.connection().heard();
      answerLogin(answered.result());
    } else {
      next.event(io, event);
    }
  }

  private void answerLogin(CommandResult result) {
    if (result instanceof CommandResult.LoggedIn login) {
      session.callBy(login.caller());
    } else if (isAttempt(result)) {
      session.callBy(session.caller().loggedOut());
    }
    if (result instanceof CommandResult.PasswordRequired required) {
      session.giveName(required.name());
    }
    session.answer(result);
  }

  /** A request that was wrong in form is not an attempt, and changes nothing. */
  private static boolean isAttempt(CommandResult result) {
    return !(result instanceof CommandResult.Failed failed
        && (failed.code() == ErrorCode.USER_FIRST || failed.code() == ErrorCode.ARGUMENT_COUNT));
  }
}
