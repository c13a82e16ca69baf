package io.drinkd.appliance.web.kiosk;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Buyer;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Drops;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Kiosk;
import io.drinkd.appliance.service.Kiosks;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.WebSessions;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.page.DropWay;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.MachineCard;
import io.drinkd.appliance.web.page.Notice;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.appliance.web.page.SlotTile;
import io.drinkd.appliance.web.page.Texts;
import io.drinkd.appliance.web.page.Typed;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the screen shows: the machine, and, to whoever has held a card to the reader, its buttons.
 */
final class KioskScreen {

  private final Kiosks kiosks;
  private final WebSessions sessions;
  private final Catalog catalog;
  private final Drops drops;
  private final Renderer renderer;
  private final Device device;

  KioskScreen(Services services, Renderer renderer, Device device) {
    kiosks = services.kiosks();
    sessions = services.webSessions();
    catalog = services.catalog();
    drops = services.drops();
    this.renderer = renderer;
    this.device = device;
  }

  private static String path(Kiosk kiosk) {
    return Device.path(kiosk.record().id());
  }

  /** Why something was refused; what people know as a wrong password was something else here. */
  static Notice notice(RefusedException refused, String wrongKey, Texts t) {
    return refused.refusal() == Refusal.WRONG_LOGIN
        ? Notice.refused(t.text(wrongKey), t.text(wrongKey + ".todo"))
        : Renderer.notice(refused, t);
  }

  CompletionStage<Reply> show(Exchange exchange) {
    return device.as(exchange, kiosk -> shown(exchange, kiosk, 200, null).now());
  }

  /** Who has signed in here; empty for nobody. */
  private static Optional<Buyer> buyer(Exchange exchange) {
    try {
      return exchange.caller().isLoggedIn()
          ? Optional.of(exchange.caller().buyer())
          : Optional.empty();
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private Frame frame(Exchange exchange) {
    return buyer(exchange)
        .map(buyer -> renderer.frame(exchange, buyer))
        .orElseGet(() -> renderer.frame(exchange));
  }

  private KioskView view(Kiosk kiosk, Frame frame, Notice notice) {
    MachineCard machine = MachineCard.of(catalog.machine(kiosk.record().machine()), frame);
    return new KioskView(path(kiosk), machine, Typed.newKey(), notice);
  }

  /**
   * @param notice null for none
   */
  private Reply shown(Exchange exchange, Kiosk kiosk, int status, Notice notice) {
    Frame frame = frame(exchange);
    String template = frame.visitor().signedIn() ? "kiosk/choice" : "kiosk/idle";
    return device.kept(
        exchange, renderer.reply(status, template, frame, Map.of("k", view(kiosk, frame, notice))));
  }

  /** What is in the machine, for the screen at which nobody has signed in. */
  CompletionStage<Reply> machine(Exchange exchange) {
    return device.as(
        exchange,
        kiosk -> {
          Frame frame = renderer.frame(exchange);
          return renderer
              .reply("kiosk/machine", frame, Map.of("k", view(kiosk, frame, null)))
              .now();
        });
  }

  CompletionStage<Reply> signIn(Exchange exchange) {
    return device.as(
        exchange, kiosk -> exchange.form().thenCompose(form -> signIn(exchange, kiosk, form)));
  }

  private CompletionStage<Reply> signIn(Exchange exchange, Kiosk kiosk, Form form) {
    String card = form.text("card").strip();
    return Renderer.orAgain(
        exchange,
        Typed.tried(
            () ->
                kiosks
                    .logIn(exchange.caller(), kiosk, card)
                    .thenCompose(begun -> signedIn(exchange, kiosk, begun))),
        (status, refused) ->
            shown(
                    exchange,
                    kiosk,
                    status,
                    notice(refused, "kiosk.card.unknown", renderer.frame(exchange).t()))
                .now());
  }

  /** Whoever was signed in before is not any more. */
  private CompletionStage<Reply> signedIn(Exchange exchange, Kiosk kiosk, WebSessions.Begun begun) {
    Reply next =
        Reply.seeOther(path(kiosk))
            .with(exchange.cookies().setKioskSession(begun.secret(), KioskView.SIGNED_IN_MAX));
    return exchange.caller().isLoggedIn()
        ? sessions.end(exchange.caller()).thenApply(done -> next)
        : next.now();
  }

  /** What is about to be bought; nothing falls before somebody has said yes. */
  CompletionStage<Reply> confirm(Exchange exchange) {
    return device.as(
        exchange,
        kiosk ->
            buyer(exchange).isEmpty()
                ? Reply.seeOther(path(kiosk)).now()
                : confirm(exchange, kiosk, 200, slot(exchange.value("n")), null).now());
  }

  /**
   * @param notice null for none
   */
  private Reply confirm(Exchange exchange, Kiosk kiosk, int status, int number, Notice notice) {
    Frame frame = frame(exchange);
    KioskView view = view(kiosk, frame, notice);
    SlotTile slot =
        view.machine().slots().stream()
            .filter(one -> one.number() == number)
            .findFirst()
            .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_SLOT, "there is no such slot"));
    return renderer.reply(status, "kiosk/confirm", frame, Map.of("k", view, "slot", slot));
  }

  CompletionStage<Reply> order(Exchange exchange) {
    return device.as(
        exchange,
        kiosk ->
            buyer(exchange).isEmpty()
                ? Reply.seeOther(path(kiosk)).now()
                : exchange.form().thenCompose(form -> order(exchange, kiosk, form)));
  }

  private CompletionStage<Reply> order(Exchange exchange, Kiosk kiosk, Form form) {
    Buyer buyer = exchange.caller().buyer();
    return Renderer.orAgain(
        exchange,
        Typed.tried(
            () ->
                drops
                    .order(
                        buyer,
                        kiosk.record().machine(),
                        slot(form.text("slot")),
                        Typed.seen(form),
                        Duration.ZERO,
                        Optional.of(new IdempotencyKey(form.text("key"))))
                    .number()
                    .thenApply(drop -> Reply.seeOther(path(kiosk) + "/drops/" + drop))),
        (status, refused) -> {
          Notice why = Renderer.notice(refused, renderer.frame(exchange).t());
          return refused.refusal() == Refusal.SLOT_CHANGED
              ? confirm(exchange, kiosk, status, slot(form.text("slot")), why).now()
              : shown(exchange, kiosk, status, why).now();
        });
  }

  private static int slot(String text) {
    return Typed.number(text)
        .filter(number -> number <= Integer.MAX_VALUE)
        .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_SLOT, "there is no such slot"))
        .intValue();
  }

  CompletionStage<Reply> drop(Exchange exchange) {
    return way(exchange, "kiosk/drop");
  }

  CompletionStage<Reply> way(Exchange exchange) {
    return way(exchange, "kiosk/way");
  }

  private CompletionStage<Reply> way(Exchange exchange, String template) {
    return device.as(
        exchange,
        kiosk ->
            buyer(exchange)
                .map(buyer -> way(exchange, kiosk, buyer, template))
                .orElseGet(() -> Reply.seeOther(path(kiosk)).now()));
  }

  private CompletionStage<Reply> way(Exchange exchange, Kiosk kiosk, Buyer buyer, String template) {
    Frame frame = renderer.frame(exchange, buyer);
    long number =
        Typed.number(exchange.value("n"))
            .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_DROP, "there is no such drop"));
    return exchange.reply(
        drops.find(buyer, number),
        found ->
            renderer.reply(
                template,
                frame,
                Map.of(
                    "k",
                    view(kiosk, frame, null),
                    "way",
                    DropWay.of(found, catalog, frame.t()).watched())));
  }

  /**
   * Where a browser without scripts goes by itself when nobody has touched the screen for a while.
   * It forgets who has signed in, and nothing changes here: that session is over soon.
   */
  CompletionStage<Reply> leave(Exchange exchange) {
    return device.as(exchange, kiosk -> left(exchange, kiosk).now());
  }

  private static Reply left(Exchange exchange, Kiosk kiosk) {
    return Reply.seeOther(path(kiosk)).with(exchange.cookies().forgetKioskSession());
  }

  CompletionStage<Reply> end(Exchange exchange) {
    return device.as(
        exchange,
        kiosk -> exchange.reply(sessions.end(exchange.caller()), done -> left(exchange, kiosk)));
  }
}
