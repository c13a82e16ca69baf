package io.drinkd.appliance.web.page;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.rest.ApiDocument;
import io.drinkd.appliance.web.rest.RestApi;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

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
                "refusals",
                meanings(renderer.frame(exchange).t()),
                "base",
                exchange.url(RestApi.BASE),
                "machine",
                catalog.all().stream().map(MachineView::id).findFirst().orElse("d")))
        .now();
  }

  /** What each refusal means, by the word that programs get. */
  private static Map<String, String> meanings(Texts t) {
    return Arrays.stream(Refusal.values())
        .collect(
            Collectors.toMap(
                Refusal::word,
                refusal ->
                    t.text("refusal." + refusal.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                (one, other) -> one));
  }
}
