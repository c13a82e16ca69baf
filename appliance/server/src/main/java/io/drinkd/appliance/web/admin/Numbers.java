package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.page.Typed;
import java.util.Optional;

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
