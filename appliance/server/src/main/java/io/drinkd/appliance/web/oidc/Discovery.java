package io.drinkd.appliance.web.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider says of itself.
 *
 * @param login where browsers are sent
 * @param tokens where a code is exchanged for what it stands for
 * @param people where more is said of whom a token is for; empty if nowhere
 * @param validator takes what the provider has signed for this site; it asks for the keys, anew
 *     when they change
 */
record Discovery(URI login, URI tokens, Optional<URI> people, IDTokenValidator validator) {

  /** Signatures that only the provider can make; none with a secret that others share. */
  private static final Set<JWSAlgorithm> SIGNATURES =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  /** Asks the provider. */
  static Discovery ask(ProviderSettings settings, BoundedHttp http) throws UnusableException {
    try {
      URI address = OIDCProviderMetadata.resolveURL(new Issuer(settings.issuer())).toURI();
      return of(settings, http.get(address), http);
    } catch (GeneralException | URISyntaxException e) {
      throw new UnusableException("has an address at which nobody can be asked");
    }
  }

  /**
   * @param json what it says
   */
  static Discovery of(ProviderSettings settings, String json, BoundedHttp http)
      throws UnusableException {
    try {
      OIDCProviderMetadata said = OIDCProviderMetadata.parse(json);
      if (!said.getIssuer().getValue().equals(settings.issuer())) {
        throw new UnusableException("calls itself otherwise than issuer: does");
      }
      return new Discovery(
          endpoint(settings, said.getAuthorizationEndpointURI()),
          endpoint(settings, said.getTokenEndpointURI()),
          said.getUserInfoEndpointURI() == null
              ? Optional.empty()
              : Optional.of(endpoint(settings, said.getUserInfoEndpointURI())),
          validator(settings, endpoint(settings, said.getJWKSetURI()), http));
    } catch (ParseException | MalformedURLException e) {
      throw new UnusableException("does not describe itself as OpenID Connect providers do");
    }
  }

  /** What it says is only as safe as the way there: it is not left for one without TLS. */
  private static URI endpoint(ProviderSettings settings, URI address) throws UnusableException {
    if (address == null) {
      throw new UnusableException("does not say where it signs people in by code");
    }
    boolean plain = "http".equals(address.getScheme()) && settings.issuer().startsWith("http:");
    if (address.getHost() == null || !plain && !"https".equals(address.getScheme())) {
      throw new UnusableException("names an address of its own that is not https");
    }
    return address;
  }

  private static IDTokenValidator validator(ProviderSettings settings, URI keys, BoundedHttp http)
      throws MalformedURLException {
    JWKSource<SecurityContext> source =
        JWKSourceBuilder.create(keys.toURL(), http).refreshAheadCache(false).build();
    return new IDTokenValidator(
        new Issuer(settings.issuer()),
        new ClientID(settings.clientId()),
        new JWSVerificationKeySelector<>(SIGNATURES, source),
        null);
  }
}
