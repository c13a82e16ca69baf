package io.drinkd.client.command;

import io.drinkd.client.session.Event;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Watching;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code watch}: what happens, until Ctrl-C. */
final class WatchCommand extends Subcommand {

  WatchCommand() {
    super("watch", "", 0, 0, "show what happens, as it happens; Ctrl-C ends it");
  }

  @Override
  public void run(Invocation invocation) {
    Output out = invocation.out();
    Place place = invocation.place();
    EventText text = new EventText(() -> place.newSession(event -> {}));
    Watching watching = new Watching(event -> show(out, event, text));
    try (text;
        Session session = place.newSession(watching)) {
      // Whoever has not logged in sees what everybody may see, and is not asked.
      if (place.hasLogin()) {
        session.repeated(session::logIn);
        text.follow();
      }
      session.repeated(
          () -> {
            watching.begin(session);
            return null;
          });
      out.remark("Watching. Ctrl-C ends it.");
      watching.run(session, why -> out.remark(why.getMessage() + "; connecting again"));
    }
  }

  private static void show(Output out, Event event, EventText text) {
    if (out.json()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("number", event.number());
      object.put("event", event.kind());
      object.put("words", event.words());
      out.event("", object);
    } else {
      out.event(text.of(event), Map.of());
    }
  }
}
