package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.credential.IdentityStore.Bond;
import io.drinkd.appliance.credential.OutsideIdentity;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.ledger.Entry.Place;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Accounts;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Identities;
import io.drinkd.appliance.service.Memberships;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Paths;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.exchange.RequestException;
import io.drinkd.appliance.web.page.Entered;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.OutsideAccount;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.appliance.web.page.Typed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One member: credits, cards, password, and leaving. */
final class AdminMember {

  private static final int NEWEST = 6;
  private static final int PAGE = 50;
  private static final String GRANT = "grant";

  private final Memberships memberships;
  private final Accounts accounts;
  private final Identities identities;
  private final Renderer renderer;
  private final Optional<String> issuer;

  /**
   * @param issuer of the accounts by which members may sign in as well; empty if there are none
   */
  AdminMember(Services services, Renderer renderer, Optional<String> issuer) {
    this.issuer = issuer;
    identities = services.identities();
    memberships = services.memberships();
    accounts = services.accounts();
    this.renderer = renderer;
  }

  private MemberRecord named(Exchange exchange, Admin admin) {
    return memberships.named(admin, exchange.value("name"));
  }

  CompletionStage<Reply> show(Exchange exchange, Admin admin) {
    return shown(
        exchange, admin, Entered.nothing(exchange, AdminPages.DONE, renderer.frame(exchange).t()));
  }

  private CompletionStage<Reply> shown(Exchange exchange, Admin admin, Entered entered) {
    MemberRecord member = named(exchange, admin);
    return exchange.reply(
        memberships
            .ibuttons(admin, member)
            .thenCombine(
                identities.list(admin, member), (cards, bonds) -> view(admin, member, cards, bonds))
            .thenCombine(
                accounts.page(admin, member, Optional.empty(), "", NEWEST),
                (view, newest) -> view.apply(newest.entries())),
        view ->
            renderer.reply(
                entered.status(),
                "admin/member",
                renderer.frame(exchange),
                Map.of("m", view, "e", entered)));
  }

  private Function<List<Entry>, MemberView> view(
      Admin admin, MemberRecord member, List<String> cards, List<Bond> bonds) {
    return newest ->
        new MemberView(
            member,
            accounts.balance(admin, member),
            memberships.passwordsInDirectory() && !member.local(),
            cards,
            issuer.map(one -> OutsideAccount.of(one, bonds)),
            newest,
            Typed.newKey());
  }

  CompletionStage<Reply> history(Exchange exchange, Admin admin) {
    MemberRecord member = named(exchange, admin);
    Frame frame = renderer.frame(exchange);
    Optional<Place> before =
        exchange
            .query()
            .find("before")
            .map(
                text ->
                    Place.of(text)
                        .orElseThrow(() -> new RequestException(400, "there is no such page")));
    String path = AdminMembers.path(member.name());
    return exchange.reply(
        accounts.page(admin, member, before, "", PAGE),
        part -> {
          Map<String, Object> shown = new HashMap<>();
          shown.put("name", member.name());
          shown.put("path", path);
          shown.put("entries", part.entries());
          shown.put(
              "older",
              part.next()
                  .map(place -> path + "/history?before=" + Paths.encoded(place.toString()))
                  .orElse(null));
          return renderer.reply("admin/member-history", frame, shown);
        });
  }

  /** What a form on the page does with the member. */
  private interface Deed extends BiFunction<MemberRecord, Form, CompletionStage<?>> {}

  private CompletionStage<Reply> carryOut(Exchange exchange, Admin admin, String name, Deed deed) {
    MemberRecord member = named(exchange, admin);
    String path = AdminMembers.path(member.name());
    return Entered.carryOut(
        exchange,
        renderer,
        name,
        form -> deed.apply(member, form).thenApply(done -> path + "?done=" + name),
        entered -> shown(exchange, admin, entered));
  }

  CompletionStage<Reply> grant(Exchange exchange, Admin admin) {
    MemberRecord to = named(exchange, admin);
    return Question.before(
        exchange,
        renderer,
        AdminMembers.path(to.name()) + "/grants",
        GRANT,
        form ->
            GrantQuestions.ofOne(
                accounts,
                admin,
                () -> Optional.of(Numbers.granted(form, "amount")),
                to.name(),
                renderer.frame(exchange).t()),
        () ->
            carryOut(
                exchange,
                admin,
                GRANT,
                (member, form) ->
                    accounts.grant(
                        admin,
                        member,
                        Numbers.granted(form, "amount"),
                        new Remark(form.text("reason").strip()),
                        Optional.of(new IdempotencyKey(form.text("key"))))),
        entered -> shown(exchange, admin, entered));
  }

  CompletionStage<Reply> setFloor(Exchange exchange, Admin admin) {
    return carryOut(
        exchange,
        admin,
        "floor",
        (member, form) -> {
          long floor = Numbers.typed(form, "floor", Refusal.INVALID_FLOOR);
          return memberships.edit(admin, member, MemberEdit.floor(floor));
        });
  }

  CompletionStage<Reply> setAdmin(Exchange exchange, Admin admin) {
    return carryOut(
        exchange,
        admin,
        "admin",
        (member, form) ->
            memberships.edit(admin, member, MemberEdit.admin(form.text("admin").equals("yes"))));
  }

  CompletionStage<Reply> changePassword(Exchange exchange, Admin admin) {
    return carryOut(
        exchange,
        admin,
        "password",
        (member, form) ->
            memberships.changePassword(admin, member, Typed.twice(form, "password", "again")));
  }

  CompletionStage<Reply> addCard(Exchange exchange, Admin admin) {
    return carryOut(
        exchange,
        admin,
        "card",
        (member, form) -> memberships.addIbutton(admin, member, form.text("card").strip()));
  }

  CompletionStage<Reply> removeCard(Exchange exchange, Admin admin) {
    return carryOut(
        exchange,
        admin,
        "card-removed",
        (member, form) -> memberships.removeIbutton(admin, member, form.text("card")));
  }

  private String issuer() {
    return issuer.orElseThrow(() -> new RequestException(404, "there is no provider of logins"));
  }

  CompletionStage<Reply> bind(Exchange exchange, Admin admin) {
    String provider = issuer();
    return carryOut(
        exchange,
        admin,
        "outside",
        (member, form) ->
            identities.bind(
                admin, member, new OutsideIdentity(provider, form.text("subject").strip())));
  }

  CompletionStage<Reply> unbind(Exchange exchange, Admin admin) {
    String provider = issuer();
    return carryOut(
        exchange,
        admin,
        "outside-removed",
        (member, form) -> identities.unbind(admin, member, provider));
  }

  CompletionStage<Reply> rename(Exchange exchange, Admin admin) {
    MemberRecord member = named(exchange, admin);
    return Entered.carryOut(
        exchange,
        renderer,
        "rename",
        form ->
            memberships
                .rename(admin, member, form.text("name").strip())
                .thenApply(renamed -> AdminMembers.path(renamed.name()) + "?done=rename"),
        entered -> shown(exchange, admin, entered));
  }

  CompletionStage<Reply> close(Exchange exchange, Admin admin) {
    MemberRecord member = named(exchange, admin);
    return Entered.carryOut(
        exchange,
        renderer,
        "close",
        form -> closed(admin, member, form).thenApply(done -> AdminMembers.FOLDER + "?done=closed"),
        entered -> shown(exchange, admin, entered));
  }

  private CompletionStage<?> closed(Admin admin, MemberRecord member, Form form) {
    return switch (form.find("to").orElse("")) {
      case "treasury" -> memberships.closeToTreasury(admin, member);
      case "member" ->
          memberships.closeTo(admin, member, memberships.named(admin, form.text("heir").strip()));
      default -> memberships.close(admin, member);
    };
  }
}
