package io.drinkd.client.command;

import io.drinkd.client.failure.FailedException;
import io.drinkd.client.session.Effect;
import io.drinkd.client.session.Newest;
import io.drinkd.client.session.OnceOnly;
import io.drinkd.client.session.Session;
import io.drinkd.client.wire.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code random [MACHINE]}: any drink falls that the member can pay. */
final class RandomCommand extends Subcommand {

  RandomCommand() {
    super("random", "[MACHINE]", 0, 1, "drop any drink that you can pay", DropCommand.DELAY);
  }

  @Override
  public void run(Invocation invocation) {
    long delay = DropCommand.delay(invocation.arguments());
    Session session = invocation.session();
    session.repeated(
        () -> {
          session.logIn();
          return session.select(invocation.word(0));
        });
    Newest newest = session.repeated(() -> Newest.before(session));
    DropProgress.Shown shown = new DropProgress.Shown("Any drink", delay);
    Reply reply;
    try {
      Effect effect = Effect.random(delay);
      reply = OnceOnly.carryOut(session, effect, invocation.place().waiting(shown)).orFail();
    } catch (FailedException e) {
      throw Refused.explained(e, session);
    }
    Optional<String> drink = newest.drink();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("machine", session.selected().orElse(null));
    result.put("item", drink.orElse(null));
    DropCommand.dropped(invocation, reply, drink.orElse("Something"), result);
  }
}
