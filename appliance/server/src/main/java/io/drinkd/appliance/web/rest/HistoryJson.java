package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.ledger.Entry.Place;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What came and went on an account. */
final class HistoryJson {

  private HistoryJson() {}

  /** The place in it before which somebody wants to look. */
  static Optional<Place> before(Fields query) {
    Optional<String> text = query.text("before");
    Optional<Place> place = text.flatMap(Place::of);
    if (text.isPresent() && place.isEmpty()) {
      query.mistake("before", "expected the id of an entry");
    }
    return place;
  }

  static ObjectNode of(List<Entry> entries) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("entries");
    for (Entry entry : entries) {
      all.addObject()
          .put("id", entry.place().toString())
          .put("at", Json.time(entry.at()))
          .put("reason", entry.reason())
          .put("actor", entry.actor())
          .put("amount", entry.amount())
          .put("balance", entry.balance());
    }
    return json;
  }
}
