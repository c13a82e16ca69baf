package io.drinkd.client.command;

import io.drinkd.client.session.Effect;
import io.drinkd.client.session.OnceOnly;
import io.drinkd.client.session.Session;
import io.drinkd.client.wire.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

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
    DropProgress.Shown shown = new DropProgress.Shown("Any drink", delay);
    Reply reply =
        OnceOnly.carryOut(session, Effect.random(delay), invocation.place().waiting(shown))
            .orFail();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("machine", session.selected().orElse(null));
    DropCommand.dropped(invocation, reply, "Something", result);
  }
}
