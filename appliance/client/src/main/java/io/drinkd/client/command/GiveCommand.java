package io.drinkd.client.command;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.line.Arguments;
import io.drinkd.client.session.Effect;
import io.drinkd.client.session.OnceOnly;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Waiting;
import io.drinkd.client.wire.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code give NAME N}: credits for another member. */
final class GiveCommand extends Subcommand {

  GiveCommand() {
    super("give", "NAME CREDITS", 2, 2, "give credits to another member");
  }

  @Override
  public void run(Invocation invocation) {
    String name = invocation.words().get(0);
    long credits =
        Arguments.number("CREDITS", invocation.words().get(1), 1, 999_999_999_999_999_999L);
    Session session = invocation.session();
    session.repeated(session::logIn);
    Waiting waiting = new ShowsLost(invocation.place().progress());
    Reply reply;
    try {
      reply = OnceOnly.carryOut(session, Effect.gift(name, credits), waiting).orFail();
    } catch (FailedException e) {
      throw explained(e, name);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("to", name);
    result.put("given", credits);
    showCredits(invocation, reply, "Gave " + credits + " to " + name + ".", result);
  }

  private static FailedException explained(FailedException failure, String name) {
    return failure.code() == ExitCode.NOT_FOUND
        ? failure.explained(
            "there is no member \"" + name + "\"; capital letters and small ones differ")
        : failure;
  }

  static void showCredits(
      Invocation invocation, Reply reply, String text, Map<String, Object> result) {
    Optional<Long> left = invocation.session().creditsAfter(reply);
    result.put("credits", left.orElse(null));
    invocation
        .out()
        .show(text + left.map(number -> " Credits: " + number + ".").orElse(""), result);
  }
}
