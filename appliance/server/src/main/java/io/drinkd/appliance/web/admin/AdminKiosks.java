package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.credential.KioskStore;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Kiosks;
import io.drinkd.appliance.service.Label;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.appliance.web.page.Typed;
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

  AdminKiosks(Services services, Renderer renderer) {
    kiosks = services.kiosks();
    catalog = services.catalog();
    this.renderer = renderer;
  }

  CompletionStage<Reply> show(Exchange exchange, Admin admin) {
    Entered entered = Entered.nothing(exchange, renderer.frame(exchange).t());
    return shown(exchange, admin, entered, Optional.empty());
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

  /** The code is shown in the answer alone: what is sent to another page would stay somewhere. */
  CompletionStage<Reply> make(Exchange exchange, Admin admin) {
    return exchange
        .form()
        .thenCompose(
            form ->
                Renderer.orAgain(
                    exchange,
                    Typed.tried(() -> make(exchange, admin, form)),
                    (status, refused) ->
                        shown(
                            exchange,
                            admin,
                            new Entered(
                                status,
                                "kiosk",
                                Optional.of(form),
                                Entered.why(refused, renderer.frame(exchange).t())),
                            Optional.empty())));
  }

  private CompletionStage<Reply> make(Exchange exchange, Admin admin, Form form) {
    Label name = new Label(form.text("name").strip());
    return kiosks
        .make(admin, form.text("machine"), name)
        .thenCompose(
            made ->
                shown(
                    exchange,
                    admin,
                    new Entered(201, "", Optional.empty(), null),
                    Optional.of(made)));
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
