package io.drinkd.appliance.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.drinkd.appliance.credential.OutsideIdentity;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider of OpenID Connect. What it says of itself is asked when somebody first signs in, so
 * that the appliance starts without it. Blocks, each time for a bounded while; may be used by any
 * thread.
 */
public final class Provider {

  private static final Logger LOG = LoggerFactory.getLogger(Provider.class);

  private static final int PATIENCE_MILLIS = 5_000;
  private static final int ANSWER_BYTES_MAX = 65_536;

  /** Signatures that only the provider can make; none with a secret that others share. */
  private static final Set<JWSAlgorithm> SIGNATURES =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  private final ProviderSettings settings;
  private final ClientID client;
  private volatile Optional<Known> known = Optional.empty();

  /** What the provider says of itself. */
  private record Known(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

  /**
   * Somebody whom the provider has vouched for.
   *
   * @param name what the provider calls them; empty if it does not say
   * @param admin whether the provider makes an admin of them; empty if it is not asked
   */
  public record Person(OutsideIdentity identity, Optional<String> name, Optional<Boolean> admin) {}

  public Provider(ProviderSettings settings) {
    this.settings = settings;
    client = new ClientID(settings.clientId());
  }

  /** As it names itself. */
  public String issuer() {
    return settings.issuer();
  }

  /**
   * Where the browser is sent to sign in.
   *
   * @param back where the provider sends it then
   * @throws RefusedException {@link Refusal#NOT_READY} if the provider cannot be reached
   */
  public URI begin(SignInAttempt attempt, URI back) {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE, new Scope("openid", "profile"), client, back)
        .endpointURI(known().metadata.getAuthorizationEndpointURI())
        .state(attempt.state())
        .nonce(attempt.nonce())
        .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Who has signed in.
   *
   * @param attempt the one of the browser that was sent back
   * @param back as for {@link #begin}
   * @param arrived the same with what the provider has added to it
   * @throws RefusedException {@link Refusal#WRONG_LOGIN} if that is not what this provider says of
   *     this attempt, {@link Refusal#NOT_READY} if it cannot be reached
   */
  public Person end(SignInAttempt attempt, URI back, URI arrived) {
    AuthenticationSuccessResponse response = response(arrived);
    boolean ofAnother =
        response.getIssuer() != null && !response.getIssuer().getValue().equals(settings.issuer());
    if (ofAnother || !attempt.state().equals(response.getState())) {
      throw wrong("the sign-in was begun in another browser, or long ago; try again");
    }
    Known provider = known();
    OIDCTokenResponse tokens = tokens(provider, attempt, back, response);
    try {
      return person(
          provider.validator.validate(tokens.getOIDCTokens().getIDToken(), attempt.nonce()));
    } catch (BadJOSEException e) {
      throw wrong("what the provider says is not for this site and this sign-in; try again");
    } catch (JOSEException e) {
      throw away("its keys cannot be used");
    }
  }

  private static AuthenticationSuccessResponse response(URI arrived) {
    try {
      AuthenticationResponse response = AuthenticationResponseParser.parse(arrived);
      if (!response.indicatesSuccess()) {
        throw wrong("the provider has not signed you in");
      }
      AuthenticationSuccessResponse success = response.toSuccessResponse();
      if (success.getAuthorizationCode() == null) {
        throw wrong("the provider has sent no code");
      }
      return success;
    } catch (ParseException e) {
      throw wrong("the provider has sent nothing that is an answer");
    }
  }

  private OIDCTokenResponse tokens(
      Known provider, SignInAttempt attempt, URI back, AuthenticationSuccessResponse response) {
    HTTPRequest request =
        new TokenRequest.Builder(
                provider.metadata.getTokenEndpointURI(),
                new ClientSecretBasic(client, new Secret(settings.secret())),
                new AuthorizationCodeGrant(
                    response.getAuthorizationCode(), back, attempt.verifier()))
            .build()
            .toHTTPRequest();
    request.setConnectTimeout(PATIENCE_MILLIS);
    request.setReadTimeout(PATIENCE_MILLIS);
    request.setFollowRedirects(false);
    try {
      TokenResponse tokens = OIDCTokenResponseParser.parse(request.send());
      if (!tokens.indicatesSuccess()) {
        throw wrong("the provider takes its code no more; try again");
      }
      return (OIDCTokenResponse) tokens.toSuccessResponse();
    } catch (ParseException e) {
      throw wrong("the provider has sent no token that says who you are");
    } catch (IOException e) {
      throw away("it does not answer");
    }
  }

  private Person person(IDTokenClaimsSet claims) {
    return new Person(
        new OutsideIdentity(settings.issuer(), claims.getSubject().getValue()),
        Optional.ofNullable(claims.getStringClaim(settings.nameClaim())),
        settings.adminClaim().map(claim -> Boolean.TRUE.equals(claims.getBooleanClaim(claim))));
  }

  private Known known() {
    Optional<Known> before = known;
    if (before.isPresent()) {
      return before.get();
    }
    Issuer issuer = new Issuer(settings.issuer());
    try {
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.resolve(issuer, PATIENCE_MILLIS, PATIENCE_MILLIS);
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.create(
                  metadata.getJWKSetURI().toURL(),
                  new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, ANSWER_BYTES_MAX))
              .refreshAheadCache(false)
              .build();
      Known now =
          new Known(
              metadata,
              new IDTokenValidator(
                  issuer, client, new JWSVerificationKeySelector<>(SIGNATURES, keys), null));
      known = Optional.of(now);
      return now;
    } catch (GeneralException | IOException e) {
      throw away("it does not say how to sign in");
    }
  }

  private static RefusedException wrong(String detail) {
    return new RefusedException(Refusal.WRONG_LOGIN, detail);
  }

  private RefusedException away(String why) {
    // What to do: look whether the provider runs, and whether this host reaches it.
    LOG.warn("provider {} not usable: {}", settings.issuer(), why);
    return new RefusedException(Refusal.NOT_READY, "the provider of logins: " + why);
  }
}
