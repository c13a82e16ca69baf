package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Accounts;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.Memberships;
import io.drinkd.appliance.service.Memberships.Imported;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Paths;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.page.Entered;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.Notice;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.appliance.web.page.ShownOnce;
import io.drinkd.appliance.web.page.Texts;
import io.drinkd.appliance.web.page.Typed;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** Who is a member: the list, and who is new in it. */
final class AdminMembers {

  static final String FOLDER = "/admin/members";
  private static final int PAGE = 50;
  private static final String IMPORT = "/admin/import";
  private static final String LIST = "list";
  private static final int LINES_SHOWN = 100;

  private static final Imported NOTHING = new Imported(0, 0, 0, List.of());
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final Memberships memberships;
  private final Accounts accounts;
  private final Renderer renderer;
  private final ShownOnce<Imported> lists;

  AdminMembers(Services services, Renderer renderer, Clock clock) {
    lists = new ShownOnce<>(clock);
    memberships = services.memberships();
    accounts = services.accounts();
    this.renderer = renderer;
  }

  /** The address of a member's page. */
  static String path(String name) {
    return FOLDER + "/" + Paths.encoded(name);
  }

  CompletionStage<Reply> list(Exchange exchange, Admin admin) {
    Frame frame = renderer.frame(exchange);
    String search = exchange.query().find("search").map(String::strip).orElse("");
    String after = exchange.query().find("after").orElse("");
    List<MemberRecord> found = memberships.page(admin, search, after, PAGE + 1);
    List<MembersView.Line> lines =
        found.stream()
            .limit(PAGE)
            .map(member -> MembersView.Line.of(member, accounts.balance(admin, member)))
            .toList();
    String next =
        found.size() > PAGE
            ? FOLDER
                + "?after="
                + Paths.encoded(found.get(PAGE - 1).name())
                + (search.isEmpty() ? "" : "&search=" + Paths.encoded(search))
            : null;
    Notice notice = Entered.nothing(exchange, AdminPages.DONE, frame.t()).done();
    MembersView view = new MembersView(search, lines, next, notice);
    return renderer.reply("admin/members", frame, Map.of("members", view)).now();
  }

  CompletionStage<Reply> newMember(Exchange exchange, Admin admin) {
    return newMember(
        exchange, Entered.nothing(exchange, AdminPages.DONE, renderer.frame(exchange).t()));
  }

  private CompletionStage<Reply> newMember(Exchange exchange, Entered entered) {
    Frame frame = renderer.frame(exchange);
    return renderer
        .reply(
            entered.status(),
            "admin/new-member",
            frame,
            Map.of("e", entered, "passwordsElsewhere", memberships.passwordsInDirectory()))
        .now();
  }

  CompletionStage<Reply> add(Exchange exchange, Admin admin) {
    return Question.before(
        exchange,
        renderer,
        FOLDER,
        "new",
        form ->
            GrantQuestions.ofOne(
                accounts,
                admin,
                () ->
                    Typed.signed(form.text("credits"))
                        .filter(credits -> credits > 0)
                        .map(Amount::new),
                form.text("name").strip(),
                renderer.frame(exchange).t()),
        () ->
            Entered.carryOut(
                exchange,
                renderer,
                "new",
                form ->
                    memberships
                        .add(admin, wanted(form))
                        .thenApply(added -> path(added.name()) + "?done=added"),
                entered ->
                    newMember(
                        exchange,
                        entered.with(mistakes(admin, entered), renderer.frame(exchange).t()))),
        entered -> newMember(exchange, entered));
  }

  private List<RefusedException> mistakes(Admin admin, Entered entered) {
    return entered
        .typed()
        .map(
            form ->
                memberships.mistakes(
                    admin, wanted(form, Typed.signed(form.text("credits")).orElse(0L))))
        .orElse(List.of());
  }

  private static NewMember wanted(Form form) {
    return wanted(
        form,
        form.text("credits").isBlank()
            ? 0
            : Numbers.typed(form, "credits", Refusal.INVALID_AMOUNT));
  }

  private static NewMember wanted(Form form, long credits) {
    return new NewMember(
        form.text("name").strip(),
        form.find("password").filter(password -> !password.isEmpty()),
        form.find("admin").isPresent(),
        credits,
        BLANKS.splitAsStream(form.text("cards")).filter(card -> !card.isEmpty()).toList());
  }

  CompletionStage<Reply> importPage(Exchange exchange, Admin admin) {
    return importPage(exchange, "", lists.take(exchange).orElse(NOTHING)).now();
  }

  private Reply importPage(Exchange exchange, String csv, Imported imported) {
    Frame frame = renderer.frame(exchange);
    int status = imported.mistakes().isEmpty() ? 200 : 422;
    Entered entered = Entered.of(status, notice(imported, frame.t()));
    List<ImportLine> mistakes =
        imported.mistakes().stream()
            .limit(LINES_SHOWN)
            .map(mistake -> ImportLine.of(mistake, frame.t()))
            .toList();
    return renderer.reply(
        status,
        "admin/import",
        frame,
        Map.of("csv", csv, "imported", imported, "mistakes", mistakes, "e", entered));
  }

  private static Notice notice(Imported imported, Texts t) {
    if (imported.members() > 0) {
      return Notice.done(
          t.text("admin.import.done", imported.members(), t.credits(imported.credits())));
    }
    return imported.mistakes().isEmpty()
        ? null
        : Notice.refused(t.text("admin.import.none"), t.text("admin.import.none.todo"));
  }

  CompletionStage<Reply> importList(Exchange exchange, Admin admin) {
    return Question.before(
        exchange,
        renderer,
        IMPORT,
        LIST,
        form -> questionOfList(admin, form.text("csv"), renderer.frame(exchange).t()),
        () -> exchange.form().thenCompose(form -> importCsv(exchange, admin, form.text("csv"))),
        entered -> importPage(exchange, entered.value(LIST, "csv", ""), NOTHING).now());
  }

  private CompletionStage<Reply> importCsv(Exchange exchange, Admin admin, String csv) {
    return exchange.reply(
        memberships.importCsv(admin, csv),
        imported -> {
          if (!imported.mistakes().isEmpty()) {
            return importPage(exchange, csv, imported);
          }
          lists.keep(exchange, imported);
          return Reply.seeOther(IMPORT);
        });
  }

  /** What is asked before a list is imported; nothing if there is a mistake in it. */
  private CompletionStage<Optional<Question>> questionOfList(Admin admin, String csv, Texts t) {
    return memberships
        .previewCsv(admin, csv)
        .thenCombine(
            accounts.usualGrants(admin),
            (preview, usual) -> GrantQuestions.ofList(preview, usual, LINES_SHOWN, t));
  }
}
