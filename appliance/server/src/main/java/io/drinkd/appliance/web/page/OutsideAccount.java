package io.drinkd.appliance.web.page;

import io.drinkd.appliance.credential.IdentityStore.Bond;
import java.util.List;
import java.util.Optional;

/**
 * As whom the provider of logins knows a member.
 *
 * @param issuer the provider, as it names itself
 * @param bond empty if the member is bound to nobody there
 */
public record OutsideAccount(String issuer, Optional<Bond> bond) {

  /**
   * @param bonds all of the member, also those at other providers
   */
  public static OutsideAccount of(String issuer, List<Bond> bonds) {
    return new OutsideAccount(
        issuer, bonds.stream().filter(bond -> bond.identity().issuer().equals(issuer)).findFirst());
  }
}
