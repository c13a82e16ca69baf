package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Accounts;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.page.Texts;
import io.drinkd.appliance.web.page.Typed;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Numbers in forms and addresses. */
final class Numbers {

  private Numbers() {}

  /**
   * A whole number that was typed into a field, with or without a minus sign.
   *
   * @throws RefusedException with that refusal if it is something else
   */
  static long typed(Form form, String field, Refusal otherwise) {
    return Typed.signed(form.text(field))
        .orElseThrow(() -> new RefusedException(otherwise, "expected a whole number").about(field));
  }

  /**
   * Credits that somebody gets, with or without a plus sign, or loses.
   *
   * @throws RefusedException {@link Refusal#INVALID_AMOUNT} if there are no such
   */
  static Amount granted(Form form, String field) {
    try {
      return new Amount(change(form.text(field).strip()));
    } catch (RefusedException e) {
      throw e.about("grant");
    }
  }

  /**
   * What an admin is asked who grants more than is usual.
   *
   * @param amount of the form; fails, or is empty, if there is none
   * @param to who gets it
   * @return empty if there is nothing to ask, as when the amount will be refused
   */
  static CompletionStage<Optional<Question>> questionOfGrant(
      Accounts accounts, Admin admin, Supplier<Optional<Amount>> amount, String to, Texts t) {
    Optional<Amount> granted;
    try {
      granted = amount.get();
    } catch (RefusedException e) {
      granted = Optional.empty();
    }
    if (granted.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    String credits = t.credits(granted.get().credits());
    Question question = new Question(t.text("admin.sure.grant", credits, to), credits);
    return accounts
        .isUsualGrant(admin, granted.get())
        .thenApply(usual -> Optional.of(question).filter(asked -> !usual));
  }

  private static long change(String text) {
    Optional<Long> number =
        text.startsWith("+") ? Typed.number(text.substring(1)) : Typed.signed(text);
    return number.orElseThrow(
        () -> new RefusedException(Refusal.INVALID_AMOUNT, "expected a whole number"));
  }

  /**
   * A number in the address of a page.
   *
   * @throws RefusedException with that refusal if it is something else
   */
  static long inPath(Exchange exchange, String name, Refusal otherwise) {
    return Typed.number(exchange.value(name))
        .orElseThrow(() -> new RefusedException(otherwise, "there is nothing of that number"));
  }
}
