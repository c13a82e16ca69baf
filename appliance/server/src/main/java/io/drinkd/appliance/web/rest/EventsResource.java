package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.live.EventStreams;
import io.drinkd.appliance.web.live.EventWords;
import io.drinkd.driver.Timers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/** What happens, as it happens. */
final class EventsResource implements EventWords {

  static final String TYPE = "text/event-stream";

  private static final String AFTER = "after";
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final Catalog catalog;
  private final EventStreams streams;

  EventsResource(Services services, Timers timers) {
    catalog = services.catalog();
    streams = new EventStreams(services.events(), this, timers);
  }

  CompletionStage<Reply> stream(Exchange exchange) {
    Fields query = Inputs.query(exchange);
    Optional<Long> after = query.number(AFTER, 0, Long.MAX_VALUE);
    query.end();
    // A browser that connects anew asks for the same address: it knows better by then.
    Fields header = Inputs.header(exchange, LAST_EVENT_ID);
    Optional<Long> last = header.number(LAST_EVENT_ID, 0, Long.MAX_VALUE);
    header.end();
    OptionalLong place = Fields.unboxed(last.or(() -> after));
    return streams.stream(exchange, place).now();
  }

  @Override
  public Optional<Said> of(Event event) {
    if (event instanceof Event.SlotChanged changed) {
      return slot(changed.machine(), changed.slot());
    }
    if (event instanceof Event.StockChanged changed) {
      return slot(changed.machine(), changed.slot());
    }
    if (event instanceof Event.MachineChanged changed) {
      return said(
          "machine", Json.object().put("id", changed.machine()).put("status", changed.status()));
    }
    if (event instanceof Event.TemperatureMeasured measured) {
      ObjectNode temperature =
          Json.object()
              .put("machine", measured.machine())
              .put("celsius", Json.celsius(measured.celsius()));
      if (!measured.thermometer().isEmpty()) {
        temperature.put("thermometer", measured.thermometer());
      }
      return said("temperature", temperature);
    }
    if (event instanceof Event.ReadingChanged changed) {
      return said(
          "reading",
          Json.object()
              .put("machine", changed.machine())
              .put("name", changed.name())
              .put("value", changed.value()));
    }
    if (event instanceof Event.DropMoved moved) {
      return said("drop", Json.object().put("id", moved.drop()).put("state", moved.state()));
    }
    Event.CreditsChanged changed = (Event.CreditsChanged) event;
    return said("credits", Json.object().put("available", changed.available()));
  }

  /** As it is now; empty if it is not there any more. */
  private Optional<Said> slot(String machine, int number) {
    try {
      return catalog
          .machine(machine)
          .slot(number)
          .flatMap(slot -> said("slot", MachineJson.slot(slot).put("machine", machine)));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private static Optional<Said> said(String kind, ObjectNode data) {
    return Optional.of(new Said(kind, new String(Json.bytes(data), StandardCharsets.UTF_8)));
  }
}
