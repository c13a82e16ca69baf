package io.drinkd.appliance.telnet;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.Services;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Gives credits to somebody. */
final class GiveDialog {

  private final Terminal terminal;
  private final Services services;
  private final Caller caller;
  private final Runnable back;
  private final Consumer<RefusedException> refused;

  /**
   * @param back what follows
   * @param refused what follows otherwise
   */
  GiveDialog(
      Terminal terminal,
      Services services,
      Caller caller,
      Runnable back,
      Consumer<RefusedException> refused) {
    this.terminal = terminal;
    this.services = services;
    this.caller = caller;
    this.back = back;
    this.refused = refused;
  }

  void begin() {
    caller.member();
    terminal.ask(Question.of("To whom: ", this::receiver, back));
  }

  private void receiver(String name) {
    if (name.isEmpty()) {
      back.run();
      return;
    }
    guarded(
        () -> {
          MemberRecord to = services.memberships().named(caller.viewer(), name);
          terminal.ask(
              Question.of("How many credits: ", count -> guarded(() -> amount(to, count)), back));
        });
  }

  private void amount(MemberRecord to, String count) {
    if (!count.matches("\\d{1,12}")) {
      throw new RefusedException(
          Refusal.INVALID_AMOUNT, "found " + Printable.quoted(count) + ", expected whole credits");
    }
    Amount amount = new Amount(Long.parseLong(count));
    terminal.ask(
        Question.of(
            "What for (or nothing): ", why -> guarded(() -> confirm(to, amount, why)), back));
  }

  private void confirm(MemberRecord to, Amount amount, String why) {
    Optional<Remark> remark = why.isEmpty() ? Optional.empty() : Optional.of(new Remark(why));
    terminal.ask(
        Question.withDefault(
            "Give " + Sentence.credits(amount.credits()) + " to " + to.name() + "? yes or no",
            "no",
            answer -> {
              if ("yes".startsWith(answer.toLowerCase(Locale.ROOT))) {
                give(to, amount, remark);
              } else {
                terminal.line("Nothing was given.");
                back.run();
              }
            },
            back));
  }

  private void give(MemberRecord to, Amount amount, Optional<Remark> remark) {
    terminal.await(
        () -> services.accounts().give(caller.member(), to, amount, remark, Optional.empty()),
        moved -> {
          terminal.line("Given. You have " + Sentence.credits(moved.available()) + ".");
          back.run();
        },
        refused);
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RefusedException e) {
      refused.accept(e);
    }
  }
}
