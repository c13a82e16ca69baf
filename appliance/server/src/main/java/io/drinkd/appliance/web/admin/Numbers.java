package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.page.Typed;

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
   * A number in the address of a page.
   *
   * @throws RefusedException with that refusal if it is something else
   */
  static long inPath(Exchange exchange, String name, Refusal otherwise) {
    return Typed.number(exchange.value(name))
        .orElseThrow(() -> new RefusedException(otherwise, "there is nothing of that number"));
  }
}
