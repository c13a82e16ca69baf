package io.drinkd.appliance.web.oidc;

import java.util.Optional;

/**
 * Which provider it is, and as what it knows this site.
 *
 * @param issuer as it names itself, such as {@code https://login.example.net}
 * @param secret by which this site shows that it is the client
 * @param nameClaim which of the provider's claims people are called by
 * @param adminClaim which one says whether somebody is an admin; empty if none does
 */
public record ProviderSettings(
    String issuer, String clientId, String secret, String nameClaim, Optional<String> adminClaim) {

  /** Without the secret. */
  @Override
  public String toString() {
    return clientId + " at " + issuer;
  }
}
