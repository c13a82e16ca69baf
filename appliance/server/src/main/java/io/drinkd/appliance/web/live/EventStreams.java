package io.drinkd.appliance.web.live;

import io.drinkd.appliance.config.AddressRange;
import io.drinkd.appliance.config.ListenerSettings.ConnectionBounds;
import io.drinkd.appliance.net.Places;
import io.drinkd.appliance.net.Places.Shortage;
import io.drinkd.appliance.service.Events;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.LiveOutput;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.exchange.RequestException;
import io.drinkd.driver.Timers;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * All streams of events that are open at a site. An event wakes one thread of the door, which sends
 * it to each stream whose client has taken what there was before. May be used by any thread.
 */
public final class EventStreams {

  /** How many there are at most. */
  public static final int STREAMS_MAX = 2_000;

  /**
   * How many of them one address has at most. When all are taken, an address that has clearly more
   * than a newcomer's gives up its oldest one, whose client connects again and misses nothing.
   */
  public static final int OF_CLIENT_MAX = 100;

  private static final ConnectionBounds BOUNDS = new ConnectionBounds(STREAMS_MAX, OF_CLIENT_MAX);

  /** How often each says that it is there. */
  public static final Duration COMMENT_EVERY = Duration.ofSeconds(15);

  private final Events events;
  private final ServerSentEvents format;
  private final Timers timers;
  private final Runnable listener = this::wake;
  private final AtomicBoolean awake = new AtomicBoolean();
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  // Guarded by this.
  private final Places<EventStream> places = new Places<>(any -> true);
  private Timers.Timer comments = () -> {};

  private volatile Executor executor = Runnable::run;

  public EventStreams(Events events, EventWords words, Timers timers) {
    this.events = events;
    this.format = new ServerSentEvents(words);
    this.timers = timers;
  }

  /**
   * A stream that whoever asks gets, until it ends with what the caller has logged in by.
   *
   * @param after the number of the last event that the client knows; empty for what is new from now
   *     on
   * @throws RequestException 429 or 503 if there are too many
   */
  public Reply stream(Exchange exchange, OptionalLong after) {
    // Before the answer begins, so that what happens meanwhile is in it.
    long place = after.orElseGet(events::last);
    shortage(AddressRange.network(exchange.client()))
        .ifPresent(
            shortage -> {
              throw tooMany(shortage);
            });
    return Reply.live(ServerSentEvents.TYPE, output -> open(exchange, output, place));
  }

  private synchronized Optional<Shortage> shortage(InetAddress origin) {
    return places.shortage(origin, BOUNDS);
  }

  private static RequestException tooMany(Shortage shortage) {
    boolean ofOrigin = shortage == Shortage.OF_ORIGIN;
    return new RequestException(
        ofOrigin ? 429 : 503,
        "too many streams are open" + (ofOrigin ? " from this address" : "") + "; try again later",
        Map.of("Retry-After", "30"));
  }

  private void open(Exchange exchange, LiveOutput output, long place) {
    InetAddress origin = AddressRange.network(exchange.client());
    executor = exchange.executor();
    EventStream stream = new EventStream(exchange.caller(), output, events, format, place);
    if (!enter(origin, stream)) {
      output.end();
      return;
    }
    open.add(stream);
    output
        .ended()
        .thenRun(
            () -> {
              open.remove(stream);
              leave(origin, stream);
            });
    stream.send();
  }

  /** Whether there is room for one more; others may have come since that was asked. */
  private boolean enter(InetAddress origin, EventStream stream) {
    Optional<EventStream> givesUp;
    synchronized (this) {
      if (places.shortage(origin, BOUNDS).isPresent()) {
        return false;
      }
      if (places.taken() == 0) {
        events.listen(listener);
        comments = timers.after(COMMENT_EVERY, this::comment);
      }
      givesUp = places.enter(origin, stream, BOUNDS);
    }
    // Not before: to end a stream takes its own lock first.
    givesUp.ifPresent(EventStream::giveUp);
    return true;
  }

  private synchronized void leave(InetAddress origin, EventStream stream) {
    if (places.leave(origin, stream) && places.taken() == 0) {
      events.unlisten(listener);
      comments.cancel();
    }
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      execute(
          () -> {
            // Before looking, so that no event falls between the look and the next call.
            awake.set(false);
            open.forEach(EventStream::send);
          });
    }
  }

  private void comment() {
    execute(() -> open.forEach(EventStream::keepAlive));
    synchronized (this) {
      if (places.taken() > 0) {
        comments = timers.after(COMMENT_EVERY, this::comment);
      }
    }
  }

  private void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      // The door closes, which has ended all streams.
      awake.set(false);
    }
  }
}
