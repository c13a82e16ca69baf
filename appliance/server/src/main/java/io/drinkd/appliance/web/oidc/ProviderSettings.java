package io.drinkd.appliance.web.oidc;

import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.config.Setting;
import io.drinkd.appliance.config.Setting.Kind;
import io.drinkd.appliance.config.SettingValues;
import java.util.List;
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

  private static final String OIDC = "oidc";
  private static final String ISSUER = OIDC + ".issuer";
  private static final String CLIENT_ID = OIDC + ".client-id";
  private static final String SECRET = OIDC + ".secret";
  private static final String NAME_CLAIM = OIDC + ".name-claim";
  private static final String ADMIN_CLAIM = OIDC + ".admin-claim";

  /**
   * The settings of a listener that say all this.
   *
   * @param site the key of that which says where people reach this site: the provider sends them
   *     back there
   */
  public static List<Setting> settings(String site) {
    return List.of(
        Setting.of(Kind.SECTION, OIDC, "a provider of OpenID Connect that signs people in")
            .optional()
            .with(site),
        Setting.of(Kind.ISSUER, ISSUER, "the provider, as it names itself"),
        Setting.of(Kind.TEXT, CLIENT_ID, "as whom it knows this site"),
        Setting.of(Kind.SECRET, SECRET, "where the client's secret is kept"),
        Setting.of(Kind.TEXT, NAME_CLAIM, "which of its claims people are called by")
            .orElse("preferred_username"),
        Setting.of(Kind.TEXT, ADMIN_CLAIM, "which one says who is an admin").optional());
  }

  /** What a listener says; empty if it names no provider. */
  public static Optional<ProviderSettings> of(SettingValues listener) {
    return listener
        .find(ISSUER, String.class)
        .map(
            issuer ->
                new ProviderSettings(
                    issuer,
                    listener.text(CLIENT_ID),
                    listener.find(SECRET, SecretText.class).map(SecretText::text).orElse(""),
                    listener.text(NAME_CLAIM),
                    listener.find(ADMIN_CLAIM, String.class)));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return clientId + " at " + issuer;
  }
}
