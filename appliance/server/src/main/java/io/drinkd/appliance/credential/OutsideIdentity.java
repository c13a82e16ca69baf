package io.drinkd.appliance.credential;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;

/**
 * Somebody as a provider of logins knows them, such as one of OpenID Connect.
 *
 * @param issuer the provider, as it names itself
 * @param subject whom it means; it gives the same subject to nobody else
 */
public record OutsideIdentity(String issuer, String subject) {

  private static final int LENGTH_MAX = 1_000;

  /**
   * @throws RefusedException {@link Refusal#WRONG_LOGIN} if one of them is empty or too long, or
   *     has characters that nobody sees, as names of two people could not be told apart then
   */
  public OutsideIdentity {
    if (issuer.isEmpty()
        || subject.isEmpty()
        || issuer.length() > LENGTH_MAX
        || subject.length() > LENGTH_MAX) {
      throw new RefusedException(
          Refusal.WRONG_LOGIN, "an issuer and a subject have 1 to " + LENGTH_MAX + " characters");
    }
    if (Printable.hasHidden(issuer) || Printable.hasHidden(subject)) {
      throw new RefusedException(
          Refusal.WRONG_LOGIN, "an issuer or a subject has characters that nobody sees");
    }
  }
}
