package io.drinkd.appliance.web.page;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.rest.ApiDocument;
import io.drinkd.appliance.web.rest.RestApi;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What programs may ask, for whoever writes them. */
final class ApiPage {

  /** Read when it is asked for first: most houses never do. */
  private static final class Once {
    static final ApiDocument DOCUMENT = ApiDocument.read();
  }

  private final Catalog catalog;
  private final Renderer renderer;

  ApiPage(Services services, Renderer renderer) {
    catalog = services.catalog();
    this.renderer = renderer;
  }

  CompletionStage<Reply> show(Exchange exchange) {
    return renderer
        .reply(
            "api",
            renderer.frame(exchange),
            Map.of(
                "document",
                Once.DOCUMENT,
                "base",
                exchange.url(RestApi.BASE),
                "machine",
                catalog.all().stream().map(MachineView::id).findFirst().orElse("d")))
        .now();
  }
}
