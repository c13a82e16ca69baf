package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropRecords.Filter;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.drop.InDoubtDrops.InDoubtDrop;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Drops;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Memberships;
import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.exchange.RequestException;
import io.drinkd.appliance.web.page.DropStates;
import io.drinkd.appliance.web.page.Entered;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.appliance.web.page.Typed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** All drops: which nobody knows the end of, which were paid for nothing, and what was. */
final class AdminDrops {

  private static final String FOLDER = "/admin/drops";
  private static final int PAGE = 50;

  private final Drops drops;
  private final Catalog catalog;
  private final Memberships memberships;
  private final Renderer renderer;

  AdminDrops(Services services, Renderer renderer) {
    drops = services.drops();
    catalog = services.catalog();
    memberships = services.memberships();
    this.renderer = renderer;
  }

  CompletionStage<Reply> list(Exchange exchange, Admin admin) {
    Frame frame = renderer.frame(exchange);
    DropSearch search = DropSearch.of(exchange.query(), frame.t());
    Period period = search.days().period(frame.t().zone(), frame.t().now());
    Filter filter =
        new Filter(
            period.from(),
            period.until(),
            given(search.machine()).map(id -> catalog.machine(id).id()),
            given(search.member()),
            given(search.state()).map(AdminDrops::state),
            given(search.state()).flatMap(AdminDrops::paidBack));
    OptionalLong before = before(exchange.query());
    return exchange.reply(
        drops
            .list(admin, filter, before, PAGE + 1)
            .thenCombine(
                drops.inDoubt(admin),
                (found, doubts) ->
                    Map.of(
                        "drops",
                        new DropsView(
                            search,
                            found.stream().limit(PAGE).toList(),
                            found.size() > PAGE ? search.older(found.get(PAGE - 1)) : null,
                            doubts,
                            List.copyOf(catalog.all()),
                            catalog::nameOf))),
        shown -> renderer.reply(search.days().status(), "admin/drops", frame, shown));
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(one -> !one.isEmpty());
  }

  /**
   * What fell and was paid back has a word of its own here, so the word for fallen is without it.
   */
  private static Optional<Boolean> paidBack(String word) {
    boolean paidBack = word.equals(DropStates.PAID_BACK);
    return paidBack || state(word) == DropState.DROPPED ? Optional.of(paidBack) : Optional.empty();
  }

  private static DropState state(String word) {
    return DropState.of(word.equals(DropStates.PAID_BACK) ? DropState.DROPPED.word() : word)
        .orElseThrow(() -> new RequestException(400, "there is no such state"));
  }

  static OptionalLong before(Form query) {
    return query
        .find("before")
        .map(
            text ->
                OptionalLong.of(
                    Typed.number(text)
                        .orElseThrow(() -> new RequestException(400, "there is no such page"))))
        .orElse(OptionalLong.empty());
  }

  private static long number(Exchange exchange) {
    return Numbers.inPath(exchange, "id", Refusal.NO_SUCH_DROP);
  }

  CompletionStage<Reply> drop(Exchange exchange, Admin admin) {
    return shown(
        exchange, admin, Entered.nothing(exchange, AdminPages.DONE, renderer.frame(exchange).t()));
  }

  private CompletionStage<Reply> shown(Exchange exchange, Admin admin, Entered entered) {
    long id = number(exchange);
    return exchange.reply(
        drops
            .find(admin, id)
            .thenCombine(
                drops.inDoubt(admin),
                (found, doubts) ->
                    new DropView(
                        found,
                        said(found.drop(), doubts),
                        catalog.nameOf(found.drop().place().machine()),
                        known(admin, found.drop().member()),
                        Typed.newKey())),
        view ->
            renderer.reply(
                entered.status(),
                "admin/drop",
                renderer.frame(exchange),
                Map.of("d", view, "e", entered)));
  }

  private boolean known(Admin admin, String member) {
    try {
      memberships.named(admin, member);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  private static List<String> said(DropRecord drop, List<InDoubtDrop> doubts) {
    return doubts.stream()
        .filter(doubt -> doubt.id() == drop.id())
        .findFirst()
        .map(InDoubtDrop::said)
        .orElse(List.of());
  }

  CompletionStage<Reply> decide(Exchange exchange, Admin admin) {
    long id = number(exchange);
    return Entered.carryOut(
        exchange,
        renderer,
        "decide",
        form ->
            drops
                .resolve(
                    admin,
                    id,
                    Drops.decision(form.text("outcome")),
                    new Remark(form.text("reason").strip()))
                .thenApply(done -> FOLDER + "/" + id + "?done=decided"),
        entered -> shown(exchange, admin, entered));
  }

  CompletionStage<Reply> refund(Exchange exchange, Admin admin) {
    long id = number(exchange);
    return Entered.carryOut(
        exchange,
        renderer,
        "refund",
        form ->
            drops
                .refund(
                    admin,
                    id,
                    new Remark(form.text("reason").strip()),
                    Optional.of(new IdempotencyKey(form.text("key"))))
                .thenApply(done -> FOLDER + "/" + id + "?done=refunded"),
        entered -> shown(exchange, admin, entered));
  }
}
