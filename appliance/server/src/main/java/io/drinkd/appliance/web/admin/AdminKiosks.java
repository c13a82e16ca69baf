package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.credential.KioskStore;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Kiosks;
import io.drinkd.appliance.service.Label;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.page.Entered;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.appliance.web.page.ShownOnce;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The screens beside machines, at which cards sign in. */
final class AdminKiosks {

  private static final String PATH = "/admin/kiosks";

  private final Kiosks kiosks;
  private final Catalog catalog;
  private final Renderer renderer;
  private final ShownOnce<KioskStore.Made> codes;

  AdminKiosks(Services services, Renderer renderer, Clock clock) {
    codes = new ShownOnce<>(clock);
    kiosks = services.kiosks();
    catalog = services.catalog();
    this.renderer = renderer;
  }

  CompletionStage<Reply> show(Exchange exchange, Admin admin) {
    Entered entered = Entered.nothing(exchange, AdminPages.DONE, renderer.frame(exchange).t());
    return shown(exchange, admin, entered, codes.take(exchange));
  }

  private CompletionStage<Reply> shown(
      Exchange exchange, Admin admin, Entered entered, Optional<KioskStore.Made> made) {
    String address = made.map(one -> exchange.url("/kiosk/" + one.kiosk().id())).orElse("");
    return exchange.reply(
        kiosks.list(admin),
        list ->
            renderer.reply(
                entered.status(),
                "admin/kiosks",
                renderer.frame(exchange),
                Map.of(
                    "k",
                    new KiosksView(list, List.copyOf(catalog.all()), made.orElse(null), address),
                    "e",
                    entered)));
  }

  CompletionStage<Reply> make(Exchange exchange, Admin admin) {
    return Entered.carryOut(
        exchange,
        renderer,
        "kiosk",
        form ->
            kiosks
                .make(admin, form.text("machine"), new Label(form.text("name").strip()))
                .thenApply(
                    made -> {
                      codes.keep(exchange, made);
                      return PATH;
                    }),
        entered -> shown(exchange, admin, entered, Optional.empty()));
  }

  CompletionStage<Reply> remove(Exchange exchange, Admin admin) {
    long kiosk = Numbers.inPath(exchange, "id", Refusal.NO_SUCH_KIOSK);
    return Entered.carryOut(
        exchange,
        renderer,
        "remove",
        form -> kiosks.remove(admin, kiosk).thenApply(done -> PATH + "?done=kiosk-removed"),
        entered -> shown(exchange, admin, entered, Optional.empty()));
  }
}
