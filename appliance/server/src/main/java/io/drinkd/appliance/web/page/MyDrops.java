package io.drinkd.appliance.web.page;

import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropRecords.Filter;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Drops;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.Viewer;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.exchange.RequestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a member has asked for: what is on its way, and what became of all of it. */
final class MyDrops {

  static final String PATH = "/drops";
  private static final int PAGE = 50;

  private final Drops drops;
  private final Catalog catalog;
  private final Renderer renderer;

  MyDrops(Services services, Renderer renderer) {
    drops = services.drops();
    catalog = services.catalog();
    this.renderer = renderer;
  }

  /** What has not ended of what whoever looks has asked for lately; nothing for nobody. */
  static CompletionStage<List<DropWay>> underway(Drops drops, Catalog catalog, Frame frame) {
    if (frame.visitor().member().isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    Viewer viewer = frame.visitor().member().get().viewer();
    return drops
        .list(viewer, Filter.ALL, OptionalLong.empty(), Drops.PAGE_MAX)
        .thenApply(list -> MeView.underway(list, catalog, frame.t()));
  }

  CompletionStage<Reply> underway(Exchange exchange) {
    exchange.caller().viewer();
    Frame frame = renderer.frame(exchange);
    return exchange.reply(
        underway(drops, catalog, frame),
        underway -> renderer.reply("part/underway", frame, Map.of("drops", underway)));
  }

  CompletionStage<Reply> all(Exchange exchange) {
    Viewer viewer = exchange.caller().viewer();
    Frame frame = renderer.frame(exchange);
    Optional<String> before = exchange.query().find("before");
    OptionalLong place = before.map(MyDrops::number).orElse(OptionalLong.empty());
    return exchange.reply(
        drops.list(viewer, Filter.ALL, place, PAGE + 1),
        found -> {
          List<DropRecord> page = found.stream().limit(PAGE).toList();
          Map<String, Object> shown = new HashMap<>();
          shown.put("drops", page);
          shown.put(
              "older", found.size() > PAGE ? PATH + "?before=" + page.get(PAGE - 1).id() : null);
          return renderer.reply("drops", frame, shown);
        });
  }

  private static OptionalLong number(String text) {
    return OptionalLong.of(
        Typed.number(text).orElseThrow(() -> new RequestException(400, "there is no such page")));
  }
}
