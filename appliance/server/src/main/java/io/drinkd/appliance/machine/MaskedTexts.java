package io.drinkd.appliance.machine;

import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Secret;
import java.util.Optional;

/**
 * Masks a machine's password in everything that its driver says in words: a board may repeat it,
 * and what a driver says goes into logs, books, pages and metrics.
 *
 * @param password the machine's, which knows the forms in which it was sent; empty if it has none
 */
record MaskedTexts(Optional<Secret> password) {

  /** The text with the password masked. */
  String of(String text) {
    return password.filter(any -> text != null).map(secret -> secret.mask(text)).orElse(text);
  }

  /** The outcome with the password masked in its detail. */
  DropOutcome of(DropOutcome outcome) {
    if (outcome instanceof DropOutcome.Dropped dropped) {
      return new DropOutcome.Dropped(of(dropped.detail()));
    }
    if (outcome instanceof DropOutcome.Refused refused) {
      return new DropOutcome.Refused(refused.reason(), of(refused.detail()));
    }
    if (outcome instanceof DropOutcome.NotSent notSent) {
      return new DropOutcome.NotSent(of(notSent.detail()));
    }
    DropOutcome.Unknown unknown = (DropOutcome.Unknown) outcome;
    return new DropOutcome.Unknown(of(unknown.detail()));
  }
}
