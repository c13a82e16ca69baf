package io.drinkd.appliance.telnet;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.service.Accounts;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Services;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a member may choose. */
final class Menu {

  private static final String USUAL = "list";
  private static final Set<String> MENU_AGAIN = Set.of("?", "help", "menu");
  private static final String ENTRIES = "10";

  /** As the pages, where the appliance is. */
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private enum Choice {
    LIST("the machines, and what is in them"),
    DROP("a drink"),
    RANDOM("some drink that you can pay for"),
    GIVE("credits to somebody"),
    HISTORY("of your credits"),
    CANCEL("your drops whose delay is not over"),
    QUIT("");

    private final String meaning;

    Choice(String meaning) {
      this.meaning = meaning;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Terminal terminal;
  private final Services services;
  private final Caller caller;
  private final Runnable over;
  private final DropDialog drops;
  private final GiveDialog gifts;

  /**
   * @param caller has logged in
   * @param machine the id of the machine that is meant where none is named
   * @param over what follows when the session has ended elsewhere
   */
  Menu(
      Terminal terminal,
      Services services,
      Caller caller,
      Optional<String> machine,
      Runnable over) {
    this.terminal = terminal;
    this.services = services;
    this.caller = caller;
    this.over = over;
    drops = new DropDialog(terminal, services, caller, machine, this::ask, this::refused);
    gifts = new GiveDialog(terminal, services, caller, this::ask, this::refused);
  }

  /** Greets, and asks. */
  void begin() {
    guarded(
        () -> {
          terminal.line("");
          terminal.line("Welcome, " + caller.name() + ". " + wealth());
          if (caller.viewer().record().admin()) {
            terminal.line(
                "You are an admin: what admins do is done on the pages, below /admin, and by the"
                    + " command drinkd.");
          }
          show();
        });
  }

  private String wealth() {
    long available = services.accounts().balance(caller.viewer()).available();
    return "You have " + Sentence.credits(available) + ".";
  }

  private void show() {
    terminal.line("");
    for (Choice choice : Choice.values()) {
      terminal.line(
          String.format(
              Locale.ROOT, " %d  %-8s %s", choice.ordinal() + 1, choice.word(), choice.meaning));
    }
    ask();
  }

  private void ask() {
    terminal.ask(Question.withDefault("Choice", USUAL, this::chosen, this::interrupted));
  }

  private void interrupted() {
    terminal.line("quit, or 7, ends this.");
    ask();
  }

  private void chosen(String answer) {
    Optional<Choice> choice = find(answer.toLowerCase(Locale.ROOT));
    if (MENU_AGAIN.contains(answer.toLowerCase(Locale.ROOT))) {
      show();
    } else if (choice.isEmpty()) {
      terminal.line(
          "There is no choice "
              + Printable.quoted(answer)
              + "; type a number or a word of the menu, or ? to see it again.");
      ask();
    } else {
      guarded(() -> carryOut(choice.get()));
    }
  }

  /** By its number, or by the beginning of its word, of which no two are the same. */
  private static Optional<Choice> find(String answer) {
    return Arrays.stream(Choice.values())
        .filter(
            choice ->
                answer.equals(Integer.toString(choice.ordinal() + 1))
                    || choice.word().startsWith(answer))
        .findFirst();
  }

  private void carryOut(Choice choice) {
    switch (choice) {
      case LIST -> terminal.rows(MachineRows.all(services.catalog().all()), this::ask);
      case DROP -> drops.begin(false);
      case RANDOM -> drops.begin(true);
      case GIVE -> gifts.begin();
      case HISTORY ->
          terminal.ask(Question.withDefault("How many", ENTRIES, this::history, this::ask));
      case CANCEL -> cancel();
      case QUIT -> terminal.end("Good bye.", "quit");
    }
  }

  private void history(String wanted) {
    guarded(
        () -> {
          long most = wanted.matches("\\d{1,9}") ? Long.parseLong(wanted) : 0;
          Accounts accounts = services.accounts();
          terminal.await(
              () -> accounts.history(caller.viewer(), most),
              entries -> terminal.rows(rows(entries), this::ask),
              this::refused);
        });
  }

  private List<String> rows(List<Entry> entries) {
    if (entries.isEmpty()) {
      return List.of("Nothing yet.");
    }
    return entries.stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "%s  %+7d  %7d  %s",
                    AT.format(entry.at()),
                    entry.amount(),
                    entry.balance(),
                    entry.reason()))
        .toList();
  }

  private void cancel() {
    terminal.await(
        () -> services.drops().cancel(caller.member()),
        count -> {
          terminal.line(
              count == 0
                  ? "You have no drop whose delay is not over."
                  : "Called off: " + count + ".");
          ask();
        },
        this::refused);
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RefusedException e) {
      refused(e);
    }
  }

  /** Says why, and asks what next. */
  private void refused(RefusedException why) {
    if (why.refusal() == Refusal.NOT_LOGGED_IN) {
      over.run();
    } else {
      terminal.line(Sentence.of(why));
      ask();
    }
  }
}
