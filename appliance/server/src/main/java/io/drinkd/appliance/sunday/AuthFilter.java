package io.drinkd.appliance.sunday;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.Commands.Verb;
import io.drinkd.appliance.sunday.Line.Request;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

  private final Conversation conversation;
  private final Core core;
  private final Commands commands;
  private final CommandRunner runner;

  AuthFilter(Conversation conversation, Core core, Commands commands, CommandRunner runner) {
    this.conversation = conversation;
    this.core = core;
    this.commands = commands;
    this.runner = runner;
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object line) {
    if (line instanceof Line.End) {
      next.messageReceived(session, line);
      return;
    }
    if (line instanceof Line.Hasty hasty) {
      act(hasty);
      return;
    }
    Optional<String> givenName = conversation.takeGivenName();
    if (line instanceof Line.Acted acted) {
      answer(acted.outcome());
      return;
    }
    conversation.requested();
    if (!(line instanceof Request request)) {
      conversation.say(new CommandResult.Failed(ErrorCode.INVALID_PARAMETERS));
      return;
    }
    CommandContext call;
    try {
      call = admit(request, givenName);
    } catch (RefusedException e) {
      conversation.say(e.outcome());
      return;
    }
    if (call.command() instanceof LoginCommand) {
      runner.run(call, true).ifPresent(this::answerLogin);
    } else {
      next.messageReceived(session, call);
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
        conversation.member().flatMap(known -> core.members().find(known.id()));
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
        verb, request.arguments(), member, givenName, conversation, core, commands);
  }

  /** Acts now; whoever leaves is let go now too. */
  private void act(Line.Hasty hasty) {
    conversation.requested();
    CompletableFuture<CommandResult> outcome;
    try {
      outcome = runner.start(admit(hasty.request(), Optional.empty()));
    } catch (RefusedException e) {
      outcome = CompletableFuture.completedFuture(e.outcome());
    }
    if (outcome.isDone() && outcome.join() instanceof CommandResult.Goodbye goodbye) {
      conversation.end("quit");
      conversation.say(goodbye);
    }
    outcome.thenAccept(hasty.outcome()::complete);
  }

  private void answer(CompletableFuture<CommandResult> outcome) {
    if (outcome.isDone()) {
      conversation.say(outcome.join());
    } else {
      outcome.thenAccept(late -> conversation.post(new Answered(late, false)));
    }
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event instanceof Answered && conversation.end().isPresent()) {
      // The client has left while a drop of its waited; nobody is there to be told.
      return;
    }
    if (event instanceof Answered answered && answered.login()) {
      conversation.heard();
      answerLogin(answered.outcome());
    } else {
      next.event(session, event);
    }
  }

  private void answerLogin(CommandResult outcome) {
    if (outcome instanceof CommandResult.LoggedIn login) {
      conversation.loggedIn(Optional.of(login.member()));
    } else if (isAttempt(outcome)) {
      conversation.loggedIn(Optional.empty());
    }
    if (outcome instanceof CommandResult.PasswordRequired required) {
      conversation.giveName(required.name());
    }
    conversation.say(outcome);
  }

  /** A request that was wrong in form is not an attempt, and changes nothing. */
  private static boolean isAttempt(CommandResult outcome) {
    return !(outcome instanceof CommandResult.Failed failed
        && (failed.problem() == ErrorCode.USER_FIRST
            || failed.problem() == ErrorCode.ARGUMENT_COUNT));
  }
}
