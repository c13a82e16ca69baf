package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.AuditTrail;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.Renderer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What admins and operators have done. */
final class AdminAudit {

  private static final int PAGE = 50;

  private final AuditTrail audit;
  private final Catalog catalog;
  private final Renderer renderer;

  AdminAudit(Services services, Renderer renderer) {
    audit = services.auditTrail();
    catalog = services.catalog();
    this.renderer = renderer;
  }

  CompletionStage<Reply> show(Exchange exchange, Admin admin) {
    Frame frame = renderer.frame(exchange);
    Form query = exchange.query();
    String actor = query.find("actor").map(String::strip).orElse("");
    String what = query.find("what").map(String::strip).orElse("");
    Days days = Days.of(query, frame.t());
    Period period = days.period(frame.t().zone(), frame.t().now());
    AuditLog.Filter filter = new AuditLog.Filter(period.from(), period.until(), actor, what);
    Query next =
        new Query("/admin/audit")
            .with("actor", actor)
            .with("what", what)
            .with("from", days.first().value())
            .with("to", days.last().value());
    return exchange.reply(
        audit.page(admin, filter, AdminDrops.before(query), PAGE + 1),
        found -> {
          String older =
              found.size() > PAGE
                  ? next.with("before", Long.toString(found.get(PAGE - 1).id())).toString()
                  : null;
          List<AuditLog.Entry> entries =
              found.stream().limit(PAGE).map(AuditLog.Numbered::entry).toList();
          List<AuditLine> lines =
              entries.stream()
                  .map(entry -> AuditLine.of(entry, catalog::nameOf, frame.t()))
                  .toList();
          return renderer.reply(
              days.status(),
              "admin/audit",
              frame,
              Map.of("a", new AuditView(actor, what, days, lines, older)));
        });
  }
}
