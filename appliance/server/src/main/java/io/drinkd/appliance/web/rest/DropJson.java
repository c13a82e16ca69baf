package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.drop.DropRecords.DropHistory;
import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropRecords.End;
import io.drinkd.appliance.drop.DropRecords.Step;
import io.drinkd.appliance.drop.DropState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Drops as their members and admins see them. */
final class DropJson {

  /** The states by the words for them. */
  static final Map<String, DropState> STATES =
      Arrays.stream(DropState.values())
          .collect(
              Collectors.toMap(
                  DropJson::word, Function.identity(), (one, other) -> one, LinkedHashMap::new));

  private DropJson() {}

  static String word(DropState state) {
    return state.word();
  }

  static ObjectNode of(DropRecord drop) {
    ObjectNode json =
        Json.object()
            .put("id", drop.id())
            .put("at", Json.time(drop.at()))
            .put("member", drop.member())
            .put("machine", drop.place().machine())
            .put("slot", drop.place().slot())
            .put("item", drop.place().item())
            .put("price", drop.price())
            .put("state", word(drop.state()))
            .put("sentAt", Json.time(drop.course().sentAt()))
            .put("paidBackAt", Json.time(drop.course().paidBackAt()));
    said(json, "end", drop.course().end());
    return json;
  }

  static ObjectNode of(DropHistory history) {
    ObjectNode json = of(history.drop());
    ArrayNode steps = json.putArray("steps");
    history.steps().forEach(step -> steps.add(step(step)));
    said(json, "refund", history.refund());
    return json;
  }

  private static ObjectNode step(Step step) {
    return Json.object()
        .put("at", Json.time(step.at()))
        .put("state", word(step.state()))
        .put("actor", step.actor())
        .put("reason", step.reason());
  }

  private static void said(ObjectNode json, String name, Optional<End> end) {
    end.ifPresentOrElse(
        said ->
            json.putObject(name)
                .put("at", Json.time(said.at()))
                .put("actor", said.actor())
                .put("reason", said.reason()),
        () -> json.putNull(name));
  }
}
