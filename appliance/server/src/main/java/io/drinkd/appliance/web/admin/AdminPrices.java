package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.machine.SlotPrice;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.Stock;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.Renderer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What drinks cost, and did before. */
final class AdminPrices {

  private final Catalog catalog;
  private final Stock stock;
  private final Renderer renderer;

  AdminPrices(Services services, Renderer renderer) {
    catalog = services.catalog();
    stock = services.stock();
    this.renderer = renderer;
  }

  CompletionStage<Reply> show(Exchange exchange, Admin admin) {
    Frame frame = renderer.frame(exchange);
    List<MachineView> machines = List.copyOf(catalog.all());
    Optional<MachineView> chosen =
        exchange
            .query()
            .find("machine")
            .filter(id -> !id.isEmpty())
            .map(catalog::machine)
            .or(() -> machines.stream().findFirst());
    if (chosen.isEmpty()) {
      Map<String, Object> none = Map.of("machines", machines, "chosen", "", "prices", List.of());
      return renderer.reply("admin/prices", frame, none).now();
    }
    MachineView machine = chosen.get();
    return exchange.reply(
        stock.prices(admin, machine.id(), Stock.PRICES_MAX),
        prices ->
            renderer.reply(
                "admin/prices",
                frame,
                Map.of(
                    "machines",
                    machines,
                    "chosen",
                    machine.id(),
                    "prices",
                    prices.stream().map(price -> line(price, machine)).toList())));
  }

  private static PriceLine line(SlotPrice price, MachineView machine) {
    return new PriceLine(price, machine.slot(price.slot()).map(Slot::item).orElse(""));
  }
}
