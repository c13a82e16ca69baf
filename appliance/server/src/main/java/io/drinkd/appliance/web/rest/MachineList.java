package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.machine.Temperature;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Events;
import io.drinkd.appliance.web.exchange.Content;
import io.drinkd.appliance.web.exchange.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All machines, as everybody reads them all the time: what is answered is kept, and rendered again
 * only when something in it has changed. To find that out takes a few comparisons a machine.
 */
final class MachineList {

  private final Catalog catalog;
  private final Events events;
  private volatile Optional<Kept> kept = Optional.empty();

  /** All that is shown of a machine. Most of it is compared by identity, as it does not change. */
  private record Seen(
      String id,
      String name,
      String location,
      String status,
      String reason,
      Optional<Temperature> temperature,
      List<Slot> slots) {

    static Seen of(MachineView machine) {
      return new Seen(
          machine.id(),
          machine.name(),
          machine.location(),
          machine.state(),
          machine.publicReason(),
          machine.temperature(),
          machine.slots());
    }
  }

  private record Kept(long event, List<Seen> machines, Reply reply) {}

  MachineList(Catalog catalog, Events events) {
    this.catalog = catalog;
    this.events = events;
  }

  Reply reply() {
    // Read before the state, so that a reader who continues after it misses nothing.
    long event = events.last();
    Collection<? extends MachineView> machines = catalog.all();
    List<Seen> seen = new ArrayList<>(machines.size());
    machines.forEach(machine -> seen.add(Seen.of(machine)));
    Optional<Kept> last = kept;
    if (last.isPresent() && last.get().event == event && last.get().machines.equals(seen)) {
      return last.get().reply;
    }
    Kept now = new Kept(event, seen, made(event, machines));
    kept = Optional.of(now);
    return now.reply;
  }

  private static Reply made(long event, Collection<? extends MachineView> machines) {
    ObjectNode json = Json.object().put("event", event);
    ArrayNode all = json.putArray("machines");
    machines.forEach(machine -> all.add(MachineJson.of(machine)));
    return Reply.of(Content.json(Json.bytes(json)));
  }
}
