package io.drinkd.client.command;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.line.Option;
import io.drinkd.client.wire.PingLine;
import io.drinkd.client.wire.Pings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** {@code ping}: many connections, several messages on each, every answer checked. */
final class PingCommand extends Subcommand {

  private static final long STANDARD = 10;
  private static final long CONNECTIONS_MAX = 10_000;
  private static final long MESSAGES_MAX = 100_000;

  PingCommand() {
    super(
        "ping",
        "",
        0,
        0,
        "try the way to the server: open connections, send messages, check and time the answers",
        new Option("connections", "N", "how many connections at once; 10 if it is not given"),
        new Option("messages", "M", "how many messages on each; 10 if it is not given"));
  }

  @Override
  public void run(Invocation invocation) {
    int connections =
        (int) invocation.arguments().number("connections", 1, CONNECTIONS_MAX, STANDARD);
    int messages = (int) invocation.arguments().number("messages", 1, MESSAGES_MAX, STANDARD);
    PingLine.Way way =
        new PingLine.Way(
            invocation.place().settings().address(), invocation.place().settings().trust());
    Pings pings = Pings.run(way, connections, messages);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("protocol", pings.echo() ? "echo" : "sunday");
    result.put("connections", connections);
    result.put("answers", pings.answers().count());
    result.put("failures", pings.failures());
    result.put("connect", json(pings.connects()));
    result.put("answer", json(pings.answers()));
    String text =
        String.format(
            Locale.ROOT,
            "%s, %d connections, %d right answers%nconnect  %s%nanswer   %s",
            pings.echo() ? "echo" : "sunday",
            connections,
            pings.answers().count(),
            text(pings.connects()),
            text(pings.answers()));
    if (pings.failures() > 0) {
      throw new FailedException(
          ExitCode.FAILED,
          pings.failures()
              + " of "
              + connections
              + " connections failed; the first: "
              + pings.firstFailure());
    }
    invocation.out().show(text, result);
  }

  private static String text(Pings.Times times) {
    return String.format(
        Locale.ROOT,
        "median %.1f ms, 99 %% within %.1f ms, longest %.1f ms",
        times.millis(0.5),
        times.millis(0.99),
        times.millis(1));
  }

  private static Map<String, Object> json(Pings.Times times) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("medianMillis", times.millis(0.5));
    object.put("p99Millis", times.millis(0.99));
    object.put("longestMillis", times.millis(1));
    return object;
  }
}
