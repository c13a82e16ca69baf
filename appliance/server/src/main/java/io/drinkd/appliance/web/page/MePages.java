package io.drinkd.appliance.web.page;

import io.drinkd.appliance.drop.AccountHistory.Part;
import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropRecords.Filter;
import io.drinkd.appliance.drop.DropReports.Honour;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Entry.Place;
import io.drinkd.appliance.service.Accounts;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Drops;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Member;
import io.drinkd.appliance.service.Memberships;
import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.Reports;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.Viewer;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Paths;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.exchange.RequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** A member's own credits: what there is, where it went, and giving some away. */
final class MePages {

  static final String PATH = "/me";
  private static final String HISTORY = PATH + "/history";
  private static final int NEWEST = 6;
  private static final Duration HONOURED = Duration.ofDays(30);
  private static final int HONOURS = 20;
  private static final int PAGE = 50;
  private static final int SEARCH_MAX = 100;
  private static final String DONE = "me.done.";

  private final Accounts accounts;
  private final Memberships memberships;
  private final Drops drops;
  private final Catalog catalog;
  private final Reports reports;
  private final Renderer renderer;

  MePages(Services services, Renderer renderer) {
    accounts = services.accounts();
    memberships = services.memberships();
    drops = services.drops();
    catalog = services.catalog();
    reports = services.reports();
    this.renderer = renderer;
  }

  CompletionStage<Reply> me(Exchange exchange) {
    exchange.caller().viewer();
    return shown(exchange, Entered.nothing(exchange, DONE, renderer.frame(exchange).t()));
  }

  private CompletionStage<Reply> shown(Exchange exchange, Entered entered) {
    Frame frame = renderer.frame(exchange);
    Viewer viewer = exchange.caller().viewer();
    CompletionStage<Part> newest = accounts.page(viewer, Optional.empty(), "", NEWEST);
    CompletionStage<List<DropRecord>> own =
        drops.list(viewer, Filter.ALL, OptionalLong.empty(), Drops.PAGE_MAX);
    return exchange.reply(
        newest.thenCombine(
            own,
            (part, list) ->
                MeView.of(accounts.balance(viewer), part.entries(), list, catalog, frame.t())),
        view -> renderer.reply(entered.status(), "me", frame, Map.of("me", view, "e", entered)));
  }

  CompletionStage<Reply> balance(Exchange exchange) {
    exchange.caller().viewer();
    return renderer.reply("part/balance", renderer.frame(exchange), Map.of()).now();
  }

  CompletionStage<Reply> purse(Exchange exchange) {
    Viewer viewer = exchange.caller().viewer();
    return renderer
        .reply("part/purse", renderer.frame(exchange), Map.of("balance", accounts.balance(viewer)))
        .now();
  }

  CompletionStage<Reply> newest(Exchange exchange) {
    Viewer viewer = exchange.caller().viewer();
    Frame frame = renderer.frame(exchange);
    return exchange.reply(
        accounts.page(viewer, Optional.empty(), "", NEWEST),
        part -> renderer.reply("part/entries", frame, Map.of("entries", part.entries())));
  }

  /** Who drank most of those who want to be named. */
  CompletionStage<Reply> honours(Exchange exchange) {
    boolean named = exchange.caller().viewer().record().isPublic();
    Frame frame = renderer.frame(exchange);
    Instant now = frame.t().now();
    return exchange.reply(
        reports.honours(new Period(now.minus(HONOURED), now.plusSeconds(1)), HONOURS),
        list -> {
          Map<String, Long> counts =
              list.stream().collect(Collectors.toMap(Honour::member, Honour::drinks));
          return renderer.reply(
              "honours", frame, Map.of("ranks", Rank.of(counts, HONOURS), "named", named));
        });
  }

  CompletionStage<Reply> history(Exchange exchange) {
    Viewer viewer = exchange.caller().viewer();
    Frame frame = renderer.frame(exchange);
    Form query = exchange.query();
    String search = query.find("search").map(String::strip).orElse("");
    if (search.length() > SEARCH_MAX) {
      throw new RequestException(
          400, "found a search of more than " + SEARCH_MAX + " characters; shorten it");
    }
    Optional<Place> before =
        query
            .find("before")
            .map(
                text ->
                    Place.of(text)
                        .orElseThrow(() -> new RequestException(400, "there is no such page")));
    return exchange.reply(
        accounts.page(viewer, before, search, PAGE),
        part ->
            renderer.reply(
                "history",
                frame,
                Map.of("history", new HistoryView(search, part.entries(), older(part, search)))));
  }

  private static String older(Part part, String search) {
    String found = search.isEmpty() ? "" : "&search=" + Paths.encoded(search);
    return part.next()
        .map(place -> HISTORY + "?before=" + Paths.encoded(place.toString()) + found)
        .orElse(null);
  }

  CompletionStage<Reply> give(Exchange exchange) {
    Member member = exchange.caller().member();
    return Entered.carryOut(
        exchange,
        renderer,
        "gift",
        form -> given(member, form),
        entered -> shown(exchange, entered));
  }

  /** What a gift is for need not be said, but is shorter than other reasons. */
  private CompletionStage<String> given(Member member, Form form) {
    try {
      return give(member, form);
    } catch (RefusedException e) {
      throw e.refusal() == Refusal.INVALID_REMARK ? e.about("gift") : e;
    }
  }

  private CompletionStage<String> give(Member member, Form form) {
    IdempotencyKey key = new IdempotencyKey(form.text("key"));
    long credits =
        Typed.number(form.text("amount"))
            .orElseThrow(
                () -> new RefusedException(Refusal.INVALID_AMOUNT, "expected a whole number"));
    Optional<Remark> reason = form.find("reason").filter(text -> !text.isBlank()).map(Remark::new);
    return accounts
        .give(
            member,
            memberships.named(member, form.text("to").strip()),
            new Amount(credits),
            reason,
            Optional.of(key))
        .thenApply(moved -> PATH + "?done=gift");
  }

  CompletionStage<Reply> undo(Exchange exchange) {
    Member member = exchange.caller().member();
    return Entered.carryOut(
        exchange,
        renderer,
        "undo",
        form -> accounts.undo(member).thenApply(available -> PATH + "?done=undo"),
        entered -> shown(exchange, entered));
  }
}
