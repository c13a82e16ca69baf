package io.drinkd.appliance.web.page;

import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.rest.ApiDocument;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What programs may ask, for whoever writes them. */
final class ApiPage {

  /** Read when it is asked for first: most houses never do. */
  private static final class Once {
    static final ApiDocument DOCUMENT = ApiDocument.read();
  }

  private final Renderer renderer;

  ApiPage(Renderer renderer) {
    this.renderer = renderer;
  }

  CompletionStage<Reply> show(Exchange exchange) {
    return renderer.reply("api", renderer.frame(exchange), Map.of("document", Once.DOCUMENT)).now();
  }
}
