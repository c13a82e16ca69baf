package io.drinkd.appliance.web.live;

import io.drinkd.appliance.event.EventLog.NumberedEvent;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Events;
import io.drinkd.appliance.web.exchange.LiveOutput;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One client's place in the events. However many come while it reads slowly, nothing is kept for it
 * but the piece that is on its way; if events were dropped meanwhile, it gets a reset. May be used
 * by any thread.
 */
final class EventStream {

  /** How many events a piece has at most. */
  private static final int PIECE = 100;

  private final Caller caller;
  private final LiveOutput output;
  private final Events events;
  private final ServerSentEvents format;

  // Guarded by this.
  private long place;
  private String due = ServerSentEvents.BEGIN;
  private boolean sending;
  private boolean givenUp;

  /**
   * @param place the number of the last event that the client knows
   */
  EventStream(
      Caller caller, LiveOutput output, Events events, ServerSentEvents format, long place) {
    this.caller = caller;
    this.output = output;
    this.events = events;
    this.format = format;
    this.place = place;
  }

  /** Sends a comment, so that everybody between here and the client sees that the stream lives. */
  void keepAlive() {
    synchronized (this) {
      due = ServerSentEvents.COMMENT;
    }
    send();
  }

  /** Ends it once what is on its way was sent: others need its place. */
  void giveUp() {
    synchronized (this) {
      givenUp = true;
    }
    send();
  }

  /** Sends all that the client does not know yet, piece by piece. */
  void send() {
    for (Optional<byte[]> piece = take(); piece.isPresent(); piece = take()) {
      CompletableFuture<Void> sent = output.send(piece.get()).toCompletableFuture();
      if (!sent.isDone()) {
        sent.thenRun(this::sentLater);
        return;
      }
      if (sent.isCompletedExceptionally()) {
        return;
      }
      sent();
    }
  }

  private void sentLater() {
    sent();
    send();
  }

  private synchronized void sent() {
    sending = false;
  }

  /** The next piece; empty if there is none, or the one before it is still on its way. */
  private synchronized Optional<byte[]> take() {
    if (sending) {
      return Optional.empty();
    }
    if (givenUp || caller.isOver()) {
      sending = true;
      output.end();
      return Optional.empty();
    }
    String text = due + next();
    due = "";
    sending = !text.isEmpty();
    return sending ? Optional.of(text.getBytes(StandardCharsets.UTF_8)) : Optional.empty();
  }

  private String next() {
    if (!events.reaches(place)) {
      place = events.last();
      return ServerSentEvents.reset(place);
    }
    StringBuilder text = new StringBuilder();
    long before;
    do {
      before = place;
      Events.Piece piece = events.after(caller, before, PIECE);
      for (NumberedEvent event : piece.visible()) {
        text.append(format.text(event));
      }
      place = piece.place();
    } while (text.isEmpty() && place > before);
    return text.toString();
  }
}
