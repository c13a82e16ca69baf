package io.drinkd.client.command;

import io.drinkd.client.failure.FailedException;
import io.drinkd.client.session.Session;
import io.drinkd.client.wire.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code temp [MACHINE]}: how cold it is. */
final class TempCommand extends Subcommand {

  TempCommand() {
    super("temp", "[MACHINE]", 0, 1, "show the temperature in a machine");
  }

  @Override
  public void run(Invocation invocation) {
    Session session = invocation.session();
    Reply reply =
        session.repeated(
            () -> {
              session.select(invocation.word(0));
              return session.ask("TEMP");
            });
    String machine = session.machineName();
    double fahrenheit = Degrees.read(text(reply, machine));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("machine", session.selected().orElse(null));
    result.put("name", machine);
    result.put("fahrenheit", Degrees.round(fahrenheit));
    result.put("celsius", Degrees.round(Degrees.celsius(fahrenheit)));
    invocation.out().show(machine + ": " + Degrees.shown(fahrenheit), result);
  }

  private static String text(Reply reply, String machine) {
    try {
      return reply.orFail().text();
    } catch (FailedException e) {
      throw e.explained(e.getMessage().replace("this machine", machine));
    }
  }
}
