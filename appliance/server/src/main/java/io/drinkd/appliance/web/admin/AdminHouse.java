package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.service.About;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Health;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.appliance.web.page.Texts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** How the house is: what has to be done, and the state of all its parts. */
final class AdminHouse {

  private final Services services;
  private final Renderer renderer;
  private final UnaryOperator<String> names;

  AdminHouse(Services services, Renderer renderer) {
    this.services = services;
    names = services.catalog()::nameOf;
    this.renderer = renderer;
  }

  CompletionStage<Reply> overview(Exchange exchange, Admin admin) {
    return todo(exchange, admin, "admin/overview");
  }

  /** The same without what is around it, for the page that is kept as the house is. */
  CompletionStage<Reply> todo(Exchange exchange, Admin admin) {
    return todo(exchange, admin, "admin/todo");
  }

  private CompletionStage<Reply> todo(Exchange exchange, Admin admin, String template) {
    Frame frame = renderer.frame(exchange);
    List<StockView> scarce =
        services.catalog().all().stream()
            .map((MachineView machine) -> StockView.of(machine, frame))
            .filter(machine -> machine.out() + machine.low() > 0)
            .toList();
    return exchange.reply(
        services
            .drops()
            .inDoubt(admin)
            .thenCombine(
                services.health().look(),
                (doubts, report) ->
                    Map.of(
                        "doubts",
                        doubts,
                        "wrong",
                        parts(report, frame.t()).stream().filter(PartView::todo).toList(),
                        "scarce",
                        scarce,
                        "names",
                        names)),
        shown -> renderer.reply(template, frame, shown));
  }

  private List<PartView> parts(Health.Report report, Texts t) {
    return report.parts().stream().map(part -> PartView.of(part, names, t)).toList();
  }

  CompletionStage<Reply> house(Exchange exchange, Admin admin) {
    Frame frame = renderer.frame(exchange);
    About about = services.about();
    return exchange.reply(
        services.health().look(),
        report ->
            renderer.reply(
                "admin/house",
                frame,
                Map.of(
                    "about",
                    about,
                    "report",
                    report,
                    "parts",
                    parts(report, frame.t()),
                    "java",
                    System.getProperty("java.version"),
                    "system",
                    System.getProperty("os.name") + " " + System.getProperty("os.version"))));
  }
}
