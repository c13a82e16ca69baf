package io.drinkd.client.command;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.session.Session;
import io.drinkd.client.wire.Reply;
import java.util.LinkedHashMap;
import java.util.Locale;
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
    double fahrenheit = degrees(reply.orFail().text());
    double celsius = (fahrenheit - 32) / 1.8;
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("machine", session.selected().orElse(null));
    result.put("fahrenheit", round(fahrenheit));
    result.put("celsius", round(celsius));
    invocation
        .out()
        .show(String.format(Locale.ROOT, "%.1f °F (%.1f °C)", fahrenheit, celsius), result);
  }

  private static double round(double degrees) {
    return Math.round(degrees * 10) / 10.0;
  }

  private static double degrees(String text) {
    if (!text.matches("-?[0-9]{1,4}(\\.[0-9]{1,9})?")) {
      throw new FailedException(ExitCode.FAILED, "found \"" + text + "\", expected a temperature");
    }
    return Double.parseDouble(text);
  }
}
