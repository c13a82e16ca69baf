package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.SlotChange;
import io.drinkd.appliance.service.Stock;
import io.drinkd.appliance.service.Stock.Restocked;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.page.Entered;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.MachineCard;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.appliance.web.page.Texts;
import io.drinkd.appliance.web.page.Typed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The machines, what is in them, and whether they serve. */
final class AdminMachines {

  private static final String COUNT = "count-";
  private static final String SLOT = "slot";

  private final Catalog catalog;
  private final Stock stock;
  private final Renderer renderer;

  AdminMachines(Services services, Renderer renderer) {
    catalog = services.catalog();
    stock = services.stock();
    this.renderer = renderer;
  }

  CompletionStage<Reply> list(Exchange exchange, Admin admin) {
    Frame frame = renderer.frame(exchange);
    List<StockView> machines =
        catalog.all().stream().map(machine -> StockView.of(machine, frame)).toList();
    return renderer.reply("admin/machines", frame, Map.of("machines", machines)).now();
  }

  /** What is to be carried to all machines. */
  CompletionStage<Reply> sheet(Exchange exchange, Admin admin) {
    return sheet(exchange, List.copyOf(catalog.all()));
  }

  /** What is to be carried to one. */
  CompletionStage<Reply> sheetOfOne(Exchange exchange, Admin admin) {
    return sheet(exchange, List.of(wanted(exchange)));
  }

  private CompletionStage<Reply> sheet(Exchange exchange, List<MachineView> machines) {
    Frame frame = renderer.frame(exchange);
    return renderer.reply("admin/sheet", frame, Map.of("sheet", Sheet.of(machines, frame))).now();
  }

  private MachineView wanted(Exchange exchange) {
    return catalog.machine(exchange.value("id"));
  }

  private static String path(MachineView machine) {
    return "/admin" + MachineCard.path(machine.id());
  }

  CompletionStage<Reply> machine(Exchange exchange, Admin admin) {
    return machine(
        exchange, Entered.nothing(exchange, AdminPages.DONE, renderer.frame(exchange).t()));
  }

  private CompletionStage<Reply> machine(Exchange exchange, Entered entered) {
    Frame frame = renderer.frame(exchange);
    StockView view = StockView.of(wanted(exchange), frame);
    return renderer
        .reply(entered.status(), "admin/machine", frame, Map.of("s", view, "e", entered))
        .now();
  }

  CompletionStage<Reply> state(Exchange exchange, Admin admin) {
    Frame frame = renderer.frame(exchange);
    StockView view = StockView.of(wanted(exchange), frame);
    return renderer.reply("part/state", frame, Map.of("m", view.card())).now();
  }

  CompletionStage<Reply> restock(Exchange exchange, Admin admin) {
    MachineView machine = wanted(exchange);
    return Entered.carryOut(
        exchange,
        renderer,
        "restock",
        form ->
            stock
                .restock(admin, machine.id(), counted(form))
                .thenApply(restocked -> path(machine) + done(restocked)),
        entered ->
            machine(
                exchange,
                entered.with(mistakes(admin, machine, entered), renderer.frame(exchange).t())));
  }

  /** All that is wrong with what was counted, so that it is said at once. */
  private List<RefusedException> mistakes(Admin admin, MachineView machine, Entered entered) {
    List<RefusedException> mistakes = new ArrayList<>();
    Map<Integer, Long> counts = new HashMap<>();
    entered.typed().ifPresent(form -> count(form, counts, mistakes));
    mistakes.addAll(stock.mistakes(admin, machine.id(), counts));
    return mistakes;
  }

  private static String done(List<Restocked> restocked) {
    if (restocked.stream().anyMatch(Restocked::overruled)) {
      return "?done=restocked-board";
    }
    return restocked.stream().anyMatch(Restocked::changed) ? "?done=restocked" : "?done=same";
  }

  /** What somebody has counted; a slot without a number was not. */
  private static Map<Integer, Long> counted(Form form) {
    Map<Integer, Long> counts = new HashMap<>();
    List<RefusedException> mistakes = new ArrayList<>();
    count(form, counts, mistakes);
    if (!mistakes.isEmpty()) {
      throw mistakes.get(0);
    }
    return counts;
  }

  private static void count(Form form, Map<Integer, Long> counts, List<RefusedException> mistakes) {
    for (String name : form.names()) {
      if (name.startsWith(COUNT) && !form.text(name).isBlank()) {
        try {
          int slot = slot(name.substring(COUNT.length()));
          counts.put(slot, Numbers.typed(form, name, Refusal.INVALID_QUANTITY));
        } catch (RefusedException e) {
          mistakes.add(e);
        }
      }
    }
  }

  private static int slot(String text) {
    return Typed.number(text)
        .filter(number -> number <= Integer.MAX_VALUE)
        .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_SLOT, "there is no such slot"))
        .intValue();
  }

  CompletionStage<Reply> fill(Exchange exchange, Admin admin) {
    MachineView machine = wanted(exchange);
    return Entered.carryOut(
        exchange,
        renderer,
        "fill",
        form ->
            stock.fill(admin, machine.id()).thenApply(restocked -> path(machine) + done(restocked)),
        entered -> machine(exchange, entered));
  }

  CompletionStage<Reply> takeOut(Exchange exchange, Admin admin) {
    MachineView machine = wanted(exchange);
    return Entered.carryOut(
        exchange,
        renderer,
        "out",
        form ->
            catalog
                .outOfService(admin, machine.id(), new Remark(form.text("reason").strip()))
                .thenApply(done -> path(machine) + "?done=out"),
        entered -> machine(exchange, entered));
  }

  CompletionStage<Reply> putBack(Exchange exchange, Admin admin) {
    MachineView machine = wanted(exchange);
    return Entered.carryOut(
        exchange,
        renderer,
        "back",
        form ->
            catalog.inService(admin, machine.id()).thenApply(done -> path(machine) + "?done=back"),
        entered -> machine(exchange, entered));
  }

  CompletionStage<Reply> slot(Exchange exchange, Admin admin) {
    return slot(exchange, Entered.nothing(exchange, AdminPages.DONE, renderer.frame(exchange).t()));
  }

  private CompletionStage<Reply> slot(Exchange exchange, Entered entered) {
    Frame frame = renderer.frame(exchange);
    MachineView machine = wanted(exchange);
    Slot slot =
        machine
            .slot(slot(exchange.value("n")))
            .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_SLOT, "there is no such slot"));
    StockView view = StockView.of(machine, frame);
    return renderer
        .reply(entered.status(), "admin/slot", frame, Map.of("s", view, "slot", slot, "e", entered))
        .now();
  }

  CompletionStage<Reply> change(Exchange exchange, Admin admin) {
    MachineView machine = wanted(exchange);
    int number = slot(exchange.value("n"));
    return Question.before(
        exchange,
        renderer,
        path(machine) + "/slots/" + number,
        SLOT,
        form ->
            CompletableFuture.completedFuture(question(admin, form, renderer.frame(exchange).t())),
        () ->
            Entered.carryOut(
                exchange,
                renderer,
                SLOT,
                form ->
                    stock
                        .change(admin, machine.id(), number, change(form))
                        .thenApply(done -> path(machine) + "?done=" + saved(machine, number, form)),
                entered -> slot(exchange, entered)),
        entered -> slot(exchange, entered));
  }

  /** Whether the price is meant; one that cannot be is refused in any case. */
  private Optional<Question> question(Admin admin, Form form, Texts t) {
    return Typed.signed(form.text("price"))
        .filter(price -> price > 0 && price <= SlotEdit.PRICE_MAX)
        .filter(price -> !stock.isUsualPrice(admin, price))
        .map(t::price)
        .map(price -> new Question(t.text("admin.sure.price", price, form.text("item")), price));
  }

  /** Whoever has made it free should know, and whose count is not what is shown. */
  private static String saved(MachineView machine, int number, Form form) {
    if (!form.text("count").isBlank() && machine.slot(number).filter(Slot::overruled).isPresent()) {
      return "slot-board";
    }
    return Numbers.typed(form, "price", Refusal.INVALID_PRICE) == 0 ? "slot-free" : SLOT;
  }

  /** How many are in it is left alone unless somebody has counted: drinks fall meanwhile. */
  private static SlotChange change(Form form) {
    return new SlotChange(
        Optional.of(form.text("item").strip()),
        number(form, "price", Refusal.INVALID_PRICE),
        form.text("count").isBlank()
            ? OptionalLong.empty()
            : number(form, "count", Refusal.INVALID_QUANTITY),
        number(form, "capacity", Refusal.INVALID_QUANTITY),
        number(form, "low", Refusal.INVALID_QUANTITY),
        Optional.of(form.find("enabled").isPresent()));
  }

  private static OptionalLong number(Form form, String field, Refusal otherwise) {
    return OptionalLong.of(Numbers.typed(form, field, otherwise));
  }
}
