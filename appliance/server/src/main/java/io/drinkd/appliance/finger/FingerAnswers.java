package io.drinkd.appliance.finger;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.net.Columns;
import io.drinkd.appliance.service.Reports.Profile;
import io.drinkd.appliance.service.Services;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** What is answered to a question. May be used on any thread; no call blocks. */
final class FingerAnswers {

  private static final Duration DAY = Duration.ofDays(1);
  private static final int NAME_COLUMNS = 24;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneId.systemDefault());

  private static final String NOT_FORWARDED =
      "Questions are not forwarded to other hosts; ask them yourself";

  /** What most hosts have in their names, and hardly a machine. */
  private static final Pattern HOST = Pattern.compile("[.:@\\[]");

  private final Services services;
  private final Clock clock;

  FingerAnswers(Services services, Clock clock) {
    this.services = services;
    this.clock = clock;
  }

  /** The lines of the answer, on any thread; never fails. */
  CompletableFuture<List<String>> answer(FingerQuery query) {
    CompletableFuture<List<String>> found;
    try {
      found = find(query);
    } catch (RefusedException e) {
      found = CompletableFuture.failedFuture(e);
    }
    return found.exceptionally(
        failure -> List.of(sentence(services.faults().refusal("finger", failure).getMessage())));
  }

  private static String sentence(String text) {
    String end = text.endsWith(".") ? "" : ".";
    return text.isEmpty()
        ? "There is no answer now."
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + end;
  }

  private CompletableFuture<List<String>> find(FingerQuery query) {
    if (query.at().isPresent()) {
      return findAt(query, query.at().get());
    }
    String name = query.name();
    if (name.isEmpty()) {
      return now(house(query.full()));
    }
    if (name.equalsIgnoreCase("help")) {
      return now(help());
    }
    if (name.equalsIgnoreCase("temp")) {
      return temperatures(services.catalog().all());
    }
    Optional<MachineView> machine = machine(name);
    if (machine.isPresent()) {
      return now(machine(machine.get(), query.full()));
    }
    return services.reports().profile(name).thenApply(this::member);
  }

  private static CompletableFuture<List<String>> now(List<String> lines) {
    return CompletableFuture.completedFuture(lines);
  }

  /** A slot of a machine here; anything else behind an at sign would be another host. */
  private CompletableFuture<List<String>> findAt(FingerQuery query, String at) {
    if (query.name().isEmpty()) {
      throw new RefusedException(Refusal.FORBIDDEN, NOT_FORWARDED);
    }
    MachineView machine = named(at);
    return query.name().equalsIgnoreCase("temp")
        ? temperatures(List.of(machine))
        : now(slot(machine, query.name()));
  }

  /** What is no machine may be one that was mistyped, or a host in the house's own domain. */
  private MachineView named(String at) {
    try {
      return services.catalog().called(at);
    } catch (RefusedException e) {
      if (HOST.matcher(at).find()) {
        throw new RefusedException(Refusal.FORBIDDEN, NOT_FORWARDED);
      }
      throw new RefusedException(e.refusal(), e.getMessage() + ". " + NOT_FORWARDED);
    }
  }

  private Optional<MachineView> machine(String word) {
    try {
      return Optional.of(services.catalog().called(word));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private List<String> house(boolean full) {
    List<String> lines = new ArrayList<>();
    lines.add(services.about().name());
    for (MachineView machine : services.catalog().all()) {
      lines.add("");
      lines.addAll(machine(machine, full));
    }
    if (lines.size() == 1) {
      lines.add("There is no machine yet.");
    }
    lines.add("");
    lines.add("What else may be asked: help@...");
    return lines;
  }

  private static List<String> machine(MachineView machine, boolean full) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s (%s), %s: %s, %s",
            machine.name(),
            machine.id(),
            machine.location(),
            machine.state(),
            celsius(machine)));
    if (full) {
      lines.add("  " + machine.publicReason());
    }
    for (Slot slot : machine.slots()) {
      lines.add(full ? row(slot) + ", fell so far: " + slot.dropped() : row(slot));
    }
    return lines;
  }

  private static String celsius(MachineView machine) {
    return machine
        .temperatureCelsius()
        .map(celsius -> String.format(Locale.ROOT, "%.1f C", celsius))
        .orElse("temperature not known");
  }

  private static String row(Slot slot) {
    return String.format(
        Locale.ROOT,
        "  %3d  %s %4d credits, %s",
        slot.number(),
        Columns.fit(Printable.seen(slot.item()), NAME_COLUMNS),
        slot.price(),
        slot.enabled() && !slot.empty() ? slot.available() + " left" : slot.state());
  }

  private List<String> slot(MachineView machine, String wanted) {
    List<Slot> slots = services.catalog().slotsCalled(machine, wanted);
    List<String> all = new ArrayList<>();
    all.add(machine.name() + " (" + machine.id() + "): " + machine.state());
    slots.forEach(slot -> all.add(row(slot) + ", fell so far: " + slot.dropped()));
    return all;
  }

  /** One after another: each is read from the file of readings. */
  private CompletableFuture<List<String>> temperatures(Collection<? extends MachineView> machines) {
    Instant until = clock.instant();
    CompletableFuture<List<String>> all = now(List.of());
    for (MachineView machine : machines) {
      all =
          all.thenCompose(
              before ->
                  services
                      .temperatures()
                      .between(machine.id(), until.minus(DAY), until)
                      .thenApply(
                          readings -> {
                            List<String> lines = new ArrayList<>(before);
                            lines.add(
                                machine.name() + " (" + machine.id() + "): " + celsius(machine));
                            lines.addAll(DayGraph.of(readings, until));
                            return lines;
                          }));
    }
    return all.thenApply(lines -> lines.isEmpty() ? List.of("There is no machine yet.") : lines);
  }

  private List<String> member(Profile profile) {
    List<String> lines = new ArrayList<>();
    lines.add(profile.name());
    lines.add(
        "  last seen:  "
            + profile
                .lastDrink()
                .map(at -> DATE.format(at) + ", " + ago(at))
                .orElse("never had a drink here"));
    profile.favourite().ifPresent(item -> lines.add("  favourite:  " + item));
    return lines;
  }

  private String ago(Instant at) {
    long days = Math.max(0, Duration.between(at, clock.instant()).toDays());
    return days == 0 ? "within a day" : days == 1 ? "a day ago" : days + " days ago";
  }

  private List<String> help() {
    List<String> lines = new ArrayList<>();
    lines.add(services.about().name() + " answers, with its host in place of HOST:");
    lines.add("  finger @HOST               the machines, and what is in them");
    lines.add("  finger MACHINE@HOST        one machine: " + services.catalog().ids());
    lines.add("  finger SLOT@MACHINE@HOST   a slot, by its number, the drink, or three letters");
    lines.add("                             of the drink");
    lines.add("  finger temp@HOST           the temperatures of the last day");
    lines.add("  finger temp@MACHINE@HOST   those of one machine");
    lines.add("  finger MEMBER@HOST         a member who has agreed to be named, on the");
    lines.add("                             page \"Account settings\"; the name exactly");
    lines.add("  finger help@HOST           this");
    lines.add("finger -l says more (/W).");
    return lines;
  }
}
