package io.drinkd.appliance.sunday;

import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.sunday.Commands.Verb;
import io.drinkd.appliance.sunday.Line.Request;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;

/**
 * Knows who a client is. It carries out the login verbs, and lets another request pass, as a {@link
 * Call}, only if the member has the access that the command states; nothing behind it checks again.
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
    conversation.requested();
    Optional<String> givenName = conversation.takeGivenName();
    if (!(line instanceof Request request)) {
      refuse(Problem.INVALID_PARAMETERS);
      return;
    }
    Optional<Verb> verb = commands.find(request.verb());
    if (verb.isEmpty()) {
      refuse(Problem.UNKNOWN_VERB);
      return;
    }
    Optional<Member> member =
        conversation.member().flatMap(known -> core.members().find(known.id()));
    Command command = verb.get().command();
    Optional<Problem> refusal = command.access().refuses(member);
    if (refusal.isPresent()) {
      refuse(refusal.get());
      return;
    }
    Call call =
        new Call(verb.get(), request.arguments(), member, givenName, conversation, core, commands);
    if (command instanceof LoginCommand) {
      runner.run(call, true).ifPresent(this::answerLogin);
    } else {
      next.messageReceived(session, call);
    }
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event instanceof Answered answered && answered.login()) {
      conversation.heard();
      answerLogin(answered.outcome());
    } else {
      next.event(session, event);
    }
  }

  private void answerLogin(Outcome outcome) {
    if (outcome instanceof Outcome.LoggedIn login) {
      conversation.loggedIn(Optional.of(login.member()));
    } else if (isAttempt(outcome)) {
      conversation.loggedIn(Optional.empty());
    }
    if (outcome instanceof Outcome.PasswordRequired required) {
      conversation.giveName(required.name());
    }
    conversation.say(outcome);
  }

  /** A request that was wrong in form is not an attempt, and changes nothing. */
  private static boolean isAttempt(Outcome outcome) {
    return !(outcome instanceof Outcome.Failed failed
        && (failed.problem() == Problem.USER_FIRST || failed.problem() == Problem.ARGUMENT_COUNT));
  }

  private void refuse(Problem problem) {
    conversation.say(new Outcome.Failed(problem));
  }
}
