package io.drinkd.appliance.web.page;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.service.Buyer;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Drops;
import io.drinkd.appliance.service.Drops.Ordered;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Getting a drink: what it is, yes, and its way. */
final class DropPages {

  private static final String FOLDER = "/drops/";

  private final Drops drops;
  private final Catalog catalog;
  private final Renderer renderer;

  DropPages(Services services, Renderer renderer) {
    drops = services.drops();
    catalog = services.catalog();
    this.renderer = renderer;
  }

  /** The address of a drop's page. */
  static String path(long drop) {
    return FOLDER + drop;
  }

  CompletionStage<Reply> confirm(Exchange exchange) {
    Offer offer = offered(exchange, renderer.frame(exchange));
    return renderer.reply("confirm", renderer.frame(exchange), Map.of("offer", offer)).now();
  }

  CompletionStage<Reply> offer(Exchange exchange) {
    return part(exchange, "part/offer");
  }

  CompletionStage<Reply> button(Exchange exchange) {
    return part(exchange, "part/button");
  }

  private CompletionStage<Reply> part(Exchange exchange, String template) {
    Frame frame = renderer.frame(exchange);
    Map<String, Object> shown = new HashMap<>();
    shown.put("offer", offered(exchange, frame));
    shown.put("changed", changed(exchange, frame.t()));
    return renderer.reply(template, frame, shown).now();
  }

  /** That something else is there than what the page has shown; null if it is the same. */
  private Notice changed(Exchange exchange, Texts t) {
    try {
      catalog
          .machine(exchange.value("id"))
          .slot(number(exchange.value("n")))
          .ifPresent(slot -> Typed.seen(exchange.query()).require(slot));
      return null;
    } catch (RefusedException e) {
      return Renderer.notice(e, t);
    }
  }

  private Offer offered(Exchange exchange, Frame frame) {
    exchange.caller().buyer();
    return offer(exchange.value("id"), number(exchange.value("n")), 0, frame);
  }

  private static int number(String text) {
    return (int)
        Typed.number(text)
            .filter(number -> number <= Integer.MAX_VALUE)
            .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_SLOT, "there is no such slot"))
            .longValue();
  }

  private Offer offer(String id, int number, long delay, Frame frame) {
    MachineView machine = catalog.machine(id);
    Slot slot =
        machine
            .slot(number)
            .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_SLOT, "there is no such slot"));
    MachineCard card = MachineCard.of(machine, frame);
    SlotTile tile = SlotTile.of(slot, card.path(), card.state().up(), frame);
    return new Offer(card, tile, Typed.newKey(), (int) delay);
  }

  CompletionStage<Reply> order(Exchange exchange) {
    Buyer buyer = exchange.caller().buyer();
    return exchange.form().thenCompose(form -> order(exchange, buyer, form));
  }

  private CompletionStage<Reply> order(Exchange exchange, Buyer buyer, Form form) {
    String machine = form.text("machine");
    int slot = number(form.text("slot"));
    CompletionStage<Reply> done =
        Typed.tried(
            () -> {
              IdempotencyKey key = new IdempotencyKey(form.text("key"));
              Duration delay = Duration.ofSeconds(delay(form));
              Ordered ordered =
                  drops.order(buyer, machine, slot, Typed.seen(form), delay, Optional.of(key));
              return ordered.number().thenApply(drop -> Reply.seeOther(path(drop)));
            });
    return Renderer.orAgain(
        exchange,
        done,
        (status, refused) -> {
          Frame frame = renderer.frame(exchange);
          long delay = Typed.number(form.text("delay")).orElse(0L);
          Map<String, Object> shown = new HashMap<>();
          shown.put("offer", offer(machine, slot, delay, frame));
          shown.put("notice", Renderer.notice(refused, frame.t()));
          return renderer.reply(status, "confirm", frame, shown).now();
        });
  }

  private static long delay(Form form) {
    return Typed.number(form.text("delay"))
        .orElseThrow(() -> new RefusedException(Refusal.INVALID_DELAY, "no such delay"));
  }

  CompletionStage<Reply> drop(Exchange exchange) {
    return shown(exchange, "drop", 200, null);
  }

  CompletionStage<Reply> way(Exchange exchange) {
    return shown(exchange, "part/way", 200, null);
  }

  /**
   * @param notice null for none
   */
  private CompletionStage<Reply> shown(
      Exchange exchange, String template, int status, Notice notice) {
    Frame frame = renderer.frame(exchange);
    return exchange.reply(
        drops.find(exchange.caller().viewer(), id(exchange)),
        found -> {
          Map<String, Object> shown = new HashMap<>();
          shown.put("way", DropWay.of(found, catalog, frame.t()));
          shown.put("notice", notice);
          return renderer.reply(status, template, frame, shown);
        });
  }

  private static long id(Exchange exchange) {
    return Typed.number(exchange.value("id"))
        .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_DROP, "there is no such drop"));
  }

  /** Too late, it says so on the page that shows where the drop is. */
  CompletionStage<Reply> cancel(Exchange exchange) {
    long drop = id(exchange);
    return Renderer.orAgain(
        exchange,
        Typed.tried(
            () ->
                drops
                    .cancel(exchange.caller().buyer(), drop)
                    .thenApply(done -> Reply.seeOther(path(drop)))),
        (status, refused) ->
            shown(
                exchange, "drop", status, Renderer.notice(refused, renderer.frame(exchange).t())));
  }
}
