package io.drinkd.client.command;

import io.drinkd.client.line.Option;
import io.drinkd.client.session.HistoryEntry;
import io.drinkd.client.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code history}: what was paid, given and got. */
final class HistoryCommand extends Subcommand {

  private static final long STANDARD = 10;
  private static final long MOST = 1000;

  HistoryCommand() {
    super(
        "history",
        "",
        0,
        0,
        "show what you paid, gave and got, the newest first",
        new Option("limit", "N", "how many entries; 10 if it is not given"));
  }

  @Override
  public void run(Invocation invocation) {
    long limit = invocation.arguments().number("limit", 1, MOST, STANDARD);
    Session session = invocation.session();
    List<HistoryEntry> entries =
        session.repeated(
            () -> {
              session.logIn();
              return session.history(limit);
            });
    Times times = invocation.times();
    List<String> lines = new ArrayList<>();
    List<Object> objects = new ArrayList<>();
    for (HistoryEntry entry : entries) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s  %+6d  %6d  %s",
              times.shown(entry.time()),
              entry.credits(),
              entry.balance(),
              entry.what()));
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("time", entry.time());
      object.put("what", entry.what());
      object.put("credits", entry.credits());
      object.put("balance", entry.balance());
      objects.add(object);
    }
    String text = lines.isEmpty() ? "Nothing yet." : String.join("\n", lines);
    invocation.out().show(text, Map.of("entries", objects));
  }
}
