package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Machines as anybody may see them. */
final class MachineJson {

  private MachineJson() {}

  static ObjectNode of(MachineView machine) {
    return into(Json.object(), machine);
  }

  static ObjectNode into(ObjectNode json, MachineView machine) {
    json.put("id", machine.id())
        .put("name", machine.name())
        .put("location", machine.location())
        .put("status", machine.state())
        .put("reason", machine.publicReason());
    machine
        .temperature()
        .ifPresentOrElse(
            last ->
                json.putObject("temperature")
                    .put("celsius", Json.celsius(last.celsius()))
                    .put("at", Json.time(last.at())),
            () -> json.putNull("temperature"));
    json.set("slots", slots(machine.slots()));
    return json;
  }

  private static ArrayNode slots(List<Slot> slots) {
    ArrayNode all = Json.array();
    slots.forEach(slot -> all.add(slot(slot)));
    return all;
  }

  static ObjectNode slot(Slot slot) {
    return Json.object()
        .put("slot", slot.number())
        .put("item", slot.item())
        .put("price", slot.price())
        .put("count", slot.available())
        .put("state", slot.state())
        .put("dropped", slot.dropped());
  }

  /** A slot as its admins see it. */
  static ObjectNode wholeSlot(Slot slot) {
    return slot(slot)
        .put("enabled", slot.enabled())
        .put("capacity", slot.limits().capacity())
        .put("low", slot.limits().low())
        .put("counted", slot.counted());
  }
}
