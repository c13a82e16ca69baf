package io.drinkd.appliance.telnet;

import io.drinkd.appliance.drop.DropResult;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.SeenSlot;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Drops.Ordered;
import io.drinkd.appliance.service.Services;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Asks for a drink. The dialog continues while it is on its way; how it ends is shown then. */
final class DropDialog {

  /** So many of one session may be on their way. */
  private static final int ON_THE_WAY_MAX = 8;

  private final Terminal terminal;
  private final Services services;
  private final Caller caller;
  private final Optional<String> machine;
  private final Runnable back;
  private final Consumer<RefusedException> refused;

  /** What is asked for: a slot as it was shown, and what is in it; without a slot, any. */
  private record Wanted(String machine, Optional<Slot> slot, String item) {}

  /**
   * @param machine the id of the machine that is meant where none is named
   * @param back what follows
   * @param refused what follows otherwise
   */
  DropDialog(
      Terminal terminal,
      Services services,
      Caller caller,
      Optional<String> machine,
      Runnable back,
      Consumer<RefusedException> refused) {
    this.terminal = terminal;
    this.services = services;
    this.caller = caller;
    this.machine = machine;
    this.back = back;
    this.refused = refused;
  }

  /**
   * Asks.
   *
   * @param any whether no slot is chosen
   */
  void begin(boolean any) {
    caller.buyer();
    if (terminal.followed() >= ON_THE_WAY_MAX) {
      terminal.line(ON_THE_WAY_MAX + " drops are on their way; wait until one has ended.");
      back.run();
      return;
    }
    Optional<String> usual =
        machine.or(() -> services.catalog().all().stream().map(one -> one.id()).findFirst());
    if (usual.isEmpty()) {
      terminal.line("There is no machine yet.");
      back.run();
    } else if (services.catalog().all().size() == 1) {
      machineChosen(usual.get(), any);
    } else {
      terminal.ask(
          Question.withDefault(
              "Machine", usual.get(), answer -> guarded(() -> machineChosen(answer, any)), back));
    }
  }

  private void machineChosen(String answer, boolean any) {
    MachineView chosen = services.catalog().called(answer);
    if (any) {
      askDelay(new Wanted(chosen.id(), Optional.empty(), "drink"));
    } else {
      terminal.rows(
          MachineRows.slots(chosen),
          () ->
              terminal.ask(
                  Question.of(
                      "Slot, or its drink: ",
                      slot -> guarded(() -> slotChosen(chosen, slot)),
                      back)));
    }
  }

  private void slotChosen(MachineView chosen, String answer) {
    if (answer.isEmpty()) {
      back.run();
      return;
    }
    List<Slot> same = services.catalog().slotsCalled(chosen, answer);
    Slot slot =
        same.stream()
            .filter(one -> one.enabled() && !one.empty())
            .findFirst()
            .orElseGet(() -> same.get(0));
    askDelay(new Wanted(chosen.id(), Optional.of(slot), slot.item()));
  }

  private void askDelay(Wanted wanted) {
    terminal.ask(
        Question.withDefault(
            "Delay in seconds", "0", answer -> guarded(() -> order(wanted, delay(answer))), back));
  }

  private static Duration delay(String answer) {
    if (!answer.matches("\\d{1,6}")) {
      throw new RefusedException(
          Refusal.INVALID_DELAY, "found " + Printable.quoted(answer) + ", expected whole seconds");
    }
    return Duration.ofSeconds(Long.parseLong(answer));
  }

  private void order(Wanted wanted, Duration delay) {
    AtomicReference<Ordered> ordered = new AtomicReference<>();
    terminal.await(
        () -> {
          ordered.set(
              wanted.slot.isPresent()
                  ? services
                      .drops()
                      .order(
                          caller.buyer(),
                          wanted.machine,
                          wanted.slot.get().number(),
                          SeenSlot.of(wanted.slot.get()),
                          delay,
                          Optional.empty())
                  : services
                      .drops()
                      .orderAny(caller.buyer(), wanted.machine, delay, Optional.empty()));
          return ordered.get().number();
        },
        number -> {
          terminal.line(
              delay.isZero()
                  ? "Drop " + number + " is on its way."
                  : "Drop "
                      + number
                      + " waits for "
                      + delay.toSeconds()
                      + " s; cancel calls it off.");
          follow(number, wanted, ordered.get());
          back.run();
        },
        refused);
  }

  private void follow(long number, Wanted wanted, Ordered ordered) {
    terminal.follow(
        fallen(wanted, ordered.end()),
        fallen -> terminal.line("* Drop " + number + ": your " + fallen.line()),
        why -> terminal.line("* Drop " + number + ": " + Sentence.of(why)));
  }

  /** What fell, and what is left of the credits. */
  private record Fallen(String item, long available) {

    String line() {
      return item + " has fallen. You have " + Sentence.credits(available) + ".";
    }
  }

  private CompletableFuture<Fallen> fallen(Wanted wanted, CompletableFuture<DropResult> end) {
    return end.thenCompose(
        result ->
            item(wanted, result.dropId())
                // It fell, whether or not its name can be found.
                .exceptionally(failure -> wanted.item)
                .thenApply(item -> new Fallen(item, result.available())));
  }

  private CompletableFuture<String> item(Wanted wanted, long drop) {
    try {
      return wanted.slot.isPresent()
          ? CompletableFuture.completedFuture(wanted.item)
          : services
              .drops()
              .find(caller.viewer(), drop)
              .thenApply(found -> found.drop().place().item());
    } catch (RefusedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RefusedException e) {
      refused.accept(e);
    }
  }
}
