package io.drinkd.appliance.event;

import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.RowText;
import java.util.function.Consumer;

/**
 * Events that are written in the transaction that makes them true: wherever the books are, whoever
 * follows them publishes each once it is on disk. Other changes of the books have no events of
 * their own there; who follows them knows what to publish.
 */
public final class EventRows implements Followed<Event> {

  private static final String SLOT = "slot";
  private static final String STOCK = "stock";
  private static final String MACHINE = "machine";
  private static final String TEMPERATURE = "temperature";
  private static final String READING = "reading";
  private static final String DROP = "drop";
  private static final String CREDITS = "credits";

  private volatile EventSink sink = EventSink.NONE;
  private volatile Consumer<Event> watcher = event -> {};

  /** From now on {@code newSink} gets each event, once it is on disk. */
  public void listen(EventSink newSink) {
    sink = newSink;
  }

  /** From now on {@code newWatcher} gets the same events; must not block. */
  public void watch(Consumer<Event> newWatcher) {
    watcher = newWatcher;
  }

  @Override
  public String name() {
    return "event";
  }

  @Override
  public RowText write(Event event) {
    return text(event);
  }

  @Override
  public Event read(RowText text) {
    return event(text);
  }

  /** An event as values, for changes that have one with them. */
  public static RowText text(Event event) {
    if (event instanceof Event.SlotChanged changed) {
      return RowText.of(SLOT, changed.machine(), changed.slot(), changed.state());
    }
    if (event instanceof Event.StockChanged changed) {
      return RowText.of(STOCK, changed.machine(), changed.slot());
    }
    if (event instanceof Event.MachineChanged changed) {
      return RowText.of(MACHINE, changed.machine(), changed.status());
    }
    if (event instanceof Event.TemperatureMeasured measured) {
      return RowText.of(
          TEMPERATURE, measured.machine(), measured.thermometer(), measured.celsius());
    }
    if (event instanceof Event.ReadingChanged changed) {
      return RowText.of(READING, changed.machine(), changed.name(), changed.value());
    }
    if (event instanceof Event.DropMoved moved) {
      return RowText.of(DROP, moved.payer(), moved.drop(), moved.state());
    }
    Event.CreditsChanged changed = (Event.CreditsChanged) event;
    return RowText.of(CREDITS, changed.owner(), changed.available());
  }

  /** The event that was written {@link #text so}. */
  public static Event event(RowText text) {
    return switch (text.text(0)) {
      case SLOT -> new Event.SlotChanged(text.text(1), (int) text.number(2), text.text(3));
      case STOCK -> new Event.StockChanged(text.text(1), (int) text.number(2));
      case MACHINE -> new Event.MachineChanged(text.text(1), text.text(2));
      case TEMPERATURE ->
          new Event.TemperatureMeasured(
              text.text(1), text.text(2), Double.parseDouble(text.text(3)));
      case READING -> new Event.ReadingChanged(text.text(1), text.text(2), text.text(3));
      case DROP -> new Event.DropMoved(text.number(1), text.number(2), text.text(3));
      case CREDITS -> new Event.CreditsChanged(text.number(1), text.number(2));
      default -> throw new IllegalArgumentException("no event: " + text);
    };
  }

  @Override
  public void apply(Event event, long number) {
    sink.written(event, number);
    watcher.accept(event);
  }

  @Override
  public void replay(Event event, long number) {
    sink.written(event, number);
  }
}
