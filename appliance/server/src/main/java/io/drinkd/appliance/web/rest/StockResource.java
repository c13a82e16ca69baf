package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.machine.StockLimits;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.SlotChange;
import io.drinkd.appliance.service.Stock;
import io.drinkd.appliance.service.Stock.Restocked;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is in the slots: changing one, and restocking a machine. */
final class StockResource {

  private static final int SLOTS_MAX = 1_000;

  private final Catalog catalog;
  private final Stock stock;

  StockResource(Services services) {
    catalog = services.catalog();
    stock = services.stock();
  }

  CompletionStage<Reply> change(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    String machine = catalog.machine(exchange.value("id")).id();
    int slot = slot(machine, exchange.value("slot"));
    return Inputs.object(
        exchange,
        fields -> {
          SlotChange change = change(fields);
          return exchange.reply(
              stock.change(admin, machine, slot, change),
              done -> Json.reply(200, shown(machine, slot)));
        });
  }

  private int slot(String machine, String text) {
    OptionalLong number = Inputs.number(text);
    if (number.isEmpty() || number.getAsLong() > Integer.MAX_VALUE) {
      throw noSlot(machine, "");
    }
    return (int) number.getAsLong();
  }

  private static RefusedException noSlot(String machine, String which) {
    return new RefusedException(Refusal.NO_SUCH_SLOT, machine + " has no such slot" + which);
  }

  private ObjectNode shown(String machine, int slot) {
    return MachineJson.wholeSlot(
        catalog.machine(machine).slot(slot).orElseThrow(() -> noSlot(machine, " any more")));
  }

  private static SlotChange change(Fields fields) {
    Optional<String> item =
        fields.checked(
            "item",
            fields.text("item"),
            text -> {
              SlotEdit.requireItem(text);
              return text;
            });
    SlotChange change =
        new SlotChange(
            item,
            ruled(fields, "price", SlotEdit::requirePrice),
            ruled(fields, "count", SlotEdit::requireCount),
            ruled(fields, "capacity", most -> new StockLimits(most, 0)),
            ruled(fields, "low", low -> new StockLimits(0, low)),
            fields.flag("enabled"));
    fields.endWithSome();
    return change;
  }

  private static OptionalLong ruled(Fields fields, String name, LongConsumer rule) {
    return Fields.unboxed(
        fields.checkedNumber(
            name,
            fields.number(name),
            value -> {
              rule.accept(value);
              return value;
            }));
  }

  CompletionStage<Reply> restock(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    String machine = catalog.machine(exchange.value("id")).id();
    return Inputs.json(
        exchange,
        json ->
            exchange.reply(
                json.isArray()
                    ? stock.restock(admin, machine, counts(json))
                    : filled(admin, machine, json),
                restocked -> Json.reply(200, shown(restocked))));
  }

  private CompletionStage<List<Restocked>> filled(Admin admin, String machine, JsonNode json) {
    Fields fields = Fields.of(json);
    if (fields.flag("fill").equals(Optional.of(false))) {
      fields.mistake("fill", "found false, expected true, or a list of slots and counts");
    }
    fields.end("fill");
    return stock.fill(admin, machine);
  }

  private static Map<Integer, Long> counts(JsonNode list) {
    Map<Integer, Long> counts = new HashMap<>();
    Fields.requireSize(list, SLOTS_MAX);
    for (int i = 0; i < list.size(); i++) {
      Fields fields = Fields.of(i + ".", list.get(i));
      Optional<Long> slot = fields.number("slot", 0, Integer.MAX_VALUE);
      OptionalLong count = ruled(fields, "count", SlotEdit::requireCount);
      if (slot.isPresent() && counts.containsKey(slot.get().intValue())) {
        fields.mistake("slot", "is there twice");
      }
      fields.end("slot", "count");
      counts.put(slot.orElseThrow().intValue(), count.orElseThrow());
    }
    return counts;
  }

  private static ObjectNode shown(List<Restocked> restocked) {
    ObjectNode json = Json.object();
    ArrayNode slots = json.putArray("slots");
    for (Restocked slot : restocked) {
      slots
          .addObject()
          .put("slot", slot.slot())
          .put("item", slot.item())
          .put("before", slot.before())
          .put("after", slot.after())
          .put("shown", slot.shown());
    }
    return json;
  }
}
