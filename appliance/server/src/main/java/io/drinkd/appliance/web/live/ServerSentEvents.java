package io.drinkd.appliance.web.live;

import io.drinkd.appliance.event.EventLog.NumberedEvent;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Events in the format that browsers read. The newest are kept as they were made, because most
 * streams want the same. May be used by any thread.
 */
final class ServerSentEvents {

  static final String TYPE = "text/event-stream";

  /** What a stream begins with: how long a client waits before it connects again. */
  static final String BEGIN = "retry: 2000\n\n";

  /** What says no more than that the stream is there. */
  static final String COMMENT = ":\n\n";

  private static final int KEPT = 256;

  private final EventWords words;
  private final AtomicReferenceArray<Made> made = new AtomicReferenceArray<>(KEPT);

  private record Made(long number, String text) {}

  ServerSentEvents(EventWords words) {
    this.words = words;
  }

  /** An event; empty for one that clients do not get. */
  String text(NumberedEvent event) {
    int index = (int) (event.number() % KEPT);
    Made known = made.get(index);
    if (known == null || known.number != event.number()) {
      String text =
          words
              .of(event.event())
              .map(said -> text(said.kind(), event.number(), said.data()))
              .orElse("");
      known = new Made(event.number(), text);
      made.set(index, known);
    }
    return known.text;
  }

  /** What says that events are not kept any more: the client has to read the state again. */
  static String reset(long number) {
    return text("reset", number, "{\"event\":" + number + "}");
  }

  private static String text(String kind, long number, String data) {
    return "id: " + number + "\nevent: " + kind + "\ndata: " + data + "\n\n";
  }
}
