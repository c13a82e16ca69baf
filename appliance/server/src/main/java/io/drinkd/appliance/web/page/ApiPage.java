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
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What programs may ask, for whoever writes them. */
final class ApiPage {

  /** By language; read when it is asked for first: most houses never do. */
  private final Map<String, ApiDocument> documents = new ConcurrentHashMap<>();

  private final Catalog catalog;
  private final Renderer renderer;

  ApiPage(Services services, Renderer renderer) {
    catalog = services.catalog();
    this.renderer = renderer;
  }

  CompletionStage<Reply> show(Exchange exchange) {
    Frame frame = renderer.frame(exchange);
    Texts t = frame.t();
    return renderer
        .reply(
            "api",
            frame,
            Map.of(
                "document",
                documents.computeIfAbsent(t.language(), any -> ApiDocument.read(new Words(t))),
                "refusals",
                meanings(t),
                "base",
                exchange.url(RestApi.BASE),
                "machine",
                catalog.all().stream().map(MachineView::id).findFirst().orElse("d")))
        .now();
  }

  /** The document is English; other languages have its sentences with their texts. */
  record Words(Texts t) implements ApiDocument.Wording {

    /** What the keys of its sentences begin with. */
    static final String SENTENCES = "api.doc.";

    @Override
    public String sentence(String place, String english) {
      return t.language().equals(Locale.ENGLISH.getLanguage())
          ? english
          : t.text(SENTENCES + place);
    }

    @Override
    public String type(String kind, Object... values) {
      return t.text("api.type." + kind, values);
    }
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
