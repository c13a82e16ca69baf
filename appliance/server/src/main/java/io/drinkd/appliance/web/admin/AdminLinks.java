package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.exchange.RequestException;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.driver.Timers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/** The boards' links: how they are, and what passes on one, as it passes. */
final class AdminLinks {

  /** Each keeps a connection, and is written to for each line. */
  private static final int TRACES_MAX = 10;

  private static final String TYPE = "text/html; charset=utf-8";
  private static final String LINES = "<!--lines-->";

  private final Catalog catalog;
  private final Renderer renderer;
  private final Timers timers;
  private final Semaphore traces = new Semaphore(TRACES_MAX);

  AdminLinks(Services services, Renderer renderer, Timers timers) {
    catalog = services.catalog();
    this.renderer = renderer;
    this.timers = timers;
  }

  CompletionStage<Reply> list(Exchange exchange, Admin admin) {
    Map<String, Object> links = Map.of("links", List.copyOf(catalog.all()));
    return renderer.reply("admin/links", renderer.frame(exchange), links).now();
  }

  CompletionStage<Reply> link(Exchange exchange, Admin admin) {
    MachineView machine = catalog.machine(exchange.value("id"));
    Map<String, Object> shown =
        Map.of("link", machine, "said", catalog.lastTraffic(admin, machine.id()));
    return renderer.reply("admin/link", renderer.frame(exchange), shown).now();
  }

  /**
   * A page that does not end while the link is watched: lines are added to it as they pass, so that
   * a browser without scripts shows them too.
   */
  CompletionStage<Reply> trace(Exchange exchange, Admin admin) {
    MachineView machine = catalog.machine(exchange.value("id"));
    catalog.requireLink(admin, machine.id());
    Frame frame = renderer.frame(exchange);
    String page = renderer.text("admin/trace", frame, Map.of("link", machine));
    int place = page.indexOf(LINES);
    LinkTrace trace =
        new LinkTrace(
            timers,
            new LinkTrace.Page(page.substring(0, place), page.substring(place + LINES.length())),
            () -> exchange.caller().admin());
    if (traces.availablePermits() == 0) {
      throw new RequestException(
          503, "found " + TRACES_MAX + " traces that run, which is the most; end one");
    }
    List<String> before = catalog.lastTraffic(admin, machine.id());
    return Reply.live(
            TYPE,
            output -> {
              if (traces.tryAcquire()) {
                trace.run(
                    output,
                    before,
                    lines -> catalog.watchLink(admin, machine.id(), lines),
                    traces::release);
              } else {
                output.end();
              }
            })
        .now();
  }
}
