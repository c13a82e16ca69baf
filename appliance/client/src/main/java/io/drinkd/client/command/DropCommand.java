package io.drinkd.client.command;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.line.Arguments;
import io.drinkd.client.line.Option;
import io.drinkd.client.session.Drinks;
import io.drinkd.client.session.Effect;
import io.drinkd.client.session.OnceOnly;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Slot;
import io.drinkd.client.wire.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code drop [MACHINE] SLOT|NAME}: a drink falls, and is paid. */
final class DropCommand extends Subcommand {

  static final long DELAY_MAX = 1_000_000;

  static final Option DELAY = new Option("delay", "SECONDS", "wait so long before it falls");

  DropCommand() {
    super(
        "drop",
        "[MACHINE] SLOT|NAME",
        1,
        Integer.MAX_VALUE,
        "drop a drink: by the number of its slot, or by its name or three letters of it",
        DELAY);
  }

  @Override
  public void run(Invocation invocation) {
    long delay = delay(invocation.arguments());
    Session session = invocation.session();
    Slot slot = session.repeated(() -> choose(session, invocation.words()));
    Effect effect = Effect.drop(slot.number(), delay);
    DropProgress.Shown shown = new DropProgress.Shown(slot.item(), delay);
    Reply reply;
    try {
      reply = OnceOnly.carryOut(session, effect, invocation.place().waiting(shown)).orFail();
    } catch (FailedException e) {
      throw Refused.explained(e, session, slot);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("machine", session.selected().orElse(null));
    result.put("slot", slot.number());
    result.put("item", slot.item());
    dropped(invocation, reply, slot.item(), result);
  }

  static long delay(Arguments arguments) {
    return arguments.number(DELAY.name(), 0, DELAY_MAX, 0);
  }

  static void dropped(Invocation invocation, Reply reply, String what, Map<String, Object> result) {
    Optional<Long> credits = invocation.session().creditsAfter(reply);
    result.put("credits", credits.orElse(null));
    String left = credits.map(number -> " Credits: " + number + ".").orElse("");
    String good = invocation.out().paint(Output.Colour.GOOD, what + " dropped.");
    invocation.out().show(good + left, result);
  }

  /** The first of several words is a machine, or all of them are a drink's name. */
  private static Slot choose(Session session, List<String> words) {
    session.logIn();
    boolean named = words.size() > 1 && session.selectFirst(words.get(0), session.machines());
    if (!named) {
      session.select(Optional.empty());
    }
    String drink = String.join(" ", named ? words.subList(1, words.size()) : words);
    try {
      return Drinks.find(session.slots(), drink);
    } catch (FailedException e) {
      if (e.code() == ExitCode.NOT_FOUND && !named && words.size() > 1) {
        String first = words.get(0);
        throw new FailedException(
            e.code(), "there is no machine \"" + first + "\", and " + e.getMessage());
      }
      if (words.size() == 1 && session.isCalled(words.get(0))) {
        throw e.explained("\"" + words.get(0) + "\" is a machine; name a drink behind it");
      }
      throw e;
    }
  }
}
