package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.ledger.Entry;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What came and went on an account. */
final class HistoryJson {

  private HistoryJson() {}

  static ObjectNode of(List<Entry> entries) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("entries");
    for (Entry entry : entries) {
      all.addObject()
          .put("id", entry.id())
          .put("at", Json.time(entry.at()))
          .put("reason", entry.reason())
          .put("actor", entry.actor())
          .put("amount", entry.amount())
          .put("balance", entry.balance());
    }
    return json;
  }
}
