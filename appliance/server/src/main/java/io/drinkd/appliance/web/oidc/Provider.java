package io.drinkd.appliance.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import io.drinkd.appliance.credential.OutsideIdentity;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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

  /** For each answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String NO_TOKEN = "answers a code with no token that says who it is";

  /** What it says if it does not know this site, or this site's secret. */
  private static final Set<ErrorObject> STRANGER =
      Set.of(OAuth2Error.INVALID_CLIENT, OAuth2Error.UNAUTHORIZED_CLIENT);

  private final ProviderSettings settings;
  private final ClientID client;
  private final BoundedHttp http;
  private volatile Optional<Discovery> known = Optional.empty();

  /**
   * Somebody whom the provider has vouched for.
   *
   * @param name what the provider calls them; empty if it does not say
   * @param admin whether the provider makes an admin of them; empty if it is not asked
   */
  public record Person(OutsideIdentity identity, Optional<String> name, Optional<Boolean> admin) {}

  public Provider(ProviderSettings settings) {
    this(settings, PATIENCE);
  }

  /**
   * @param patience how long it may take for each answer
   */
  Provider(ProviderSettings settings, Duration patience) {
    this.settings = settings;
    client = new ClientID(settings.clientId());
    http = new BoundedHttp(patience);
  }

  /** As it names itself. */
  public String issuer() {
    return settings.issuer();
  }

  /**
   * Where the browser is sent to sign in.
   *
   * @param back where the provider sends it then
   * @throws RefusedException {@link Refusal#NOT_READY} if the provider cannot be used
   */
  public URI begin(SignInAttempt attempt, URI back) {
    try {
      return new AuthenticationRequest.Builder(
              ResponseType.CODE, new Scope("openid", "profile"), client, back)
          .endpointURI(discovery().login())
          .state(attempt.state())
          .nonce(attempt.nonce())
          .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256)
          .build()
          .toURI();
    } catch (UnusableException e) {
      throw unusable(e);
    }
  }

  /**
   * Who has signed in.
   *
   * @param attempt the one of the browser that was sent back
   * @param back as for {@link #begin}
   * @param arrived the same with what the provider has added to it
   * @throws RefusedException {@link Refusal#WRONG_LOGIN} if that is not what this provider says of
   *     this attempt, {@link Refusal#NOT_READY} if the provider cannot be used
   */
  public Person end(SignInAttempt attempt, URI back, URI arrived) {
    try {
      return ended(attempt, back, arrived);
    } catch (IllegalArgumentException e) {
      // The library refuses so what is empty or blank, wherever it stands.
      throw wrong("the provider has sent nothing that is an answer");
    }
  }

  private Person ended(SignInAttempt attempt, URI back, URI arrived) {
    AuthenticationSuccessResponse response = response(arrived);
    boolean ofAnother =
        response.getIssuer() != null && !response.getIssuer().getValue().equals(settings.issuer());
    if (ofAnother || !attempt.state().equals(response.getState())) {
      throw wrong("the sign-in was begun in another browser, or long ago; try again");
    }
    try {
      Discovery discovery = discovery();
      OIDCTokenResponse tokens = tokens(discovery, attempt, back, response);
      return person(discovery, tokens, token(discovery, tokens, attempt));
    } catch (UnusableException e) {
      throw unusable(e);
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
      Discovery discovery, SignInAttempt attempt, URI back, AuthenticationSuccessResponse response)
      throws UnusableException {
    TokenRequest request =
        new TokenRequest.Builder(
                discovery.tokens(),
                new ClientSecretBasic(client, new Secret(settings.secret())),
                new AuthorizationCodeGrant(
                    response.getAuthorizationCode(), back, attempt.verifier()))
            .build();
    try {
      HTTPResponse answer = http.send(request.toHTTPRequest());
      TokenResponse tokens = OIDCTokenResponseParser.parse(answer);
      if (tokens.indicatesSuccess()) {
        return (OIDCTokenResponse) tokens.toSuccessResponse();
      }
      ErrorObject error = tokens.toErrorResponse().getErrorObject();
      if (OAuth2Error.INVALID_GRANT.equals(error)) {
        throw wrong("the provider takes its code no more; try again");
      }
      throw new UnusableException(
          STRANGER.contains(error)
              ? "refuses this site; compare client-id and secret with its own"
              : "answers " + answer.getStatusCode() + " to a code");
    } catch (ParseException e) {
      throw new UnusableException(NO_TOKEN);
    }
  }

  private IDTokenClaimsSet token(
      Discovery discovery, OIDCTokenResponse tokens, SignInAttempt attempt)
      throws UnusableException {
    JWT token = tokens.getOIDCTokens().getIDToken();
    if (token == null) {
      throw new UnusableException(NO_TOKEN);
    }
    try {
      return discovery.validator().validate(token, attempt.nonce());
    } catch (BadJOSEException e) {
      // What to do: compare the clocks, client-id, and how the provider signs: RS256, PS256, ES256.
      LOG.warn(
          "token of provider {} refused: {}", settings.issuer(), Printable.text(e.getMessage()));
      throw wrong("what the provider says is not for this site and this sign-in; try again");
    } catch (JOSEException e) {
      throw e.getCause() instanceof UnusableException why
          ? why
          : new UnusableException("shows no keys that can be used");
    }
  }

  private Person person(Discovery discovery, OIDCTokenResponse tokens, IDTokenClaimsSet token)
      throws UnusableException {
    Map<String, Object> said = new HashMap<>();
    if (discovery.people().isPresent() && !isEnough(token)) {
      said.putAll(more(discovery.people().get(), tokens, token.getSubject()).toJSONObject());
    }
    said.putAll(token.toJSONObject());
    return new Person(
        new OutsideIdentity(settings.issuer(), token.getSubject().getValue()),
        Optional.ofNullable(said.get(settings.nameClaim()))
            .filter(String.class::isInstance)
            .map(String.class::cast),
        settings.adminClaim().map(claim -> Boolean.TRUE.equals(said.get(claim))));
  }

  /** Many providers say in the token only whom they mean, and the rest where they are asked. */
  private boolean isEnough(IDTokenClaimsSet token) {
    return token.getClaim(settings.nameClaim()) != null
        && settings.adminClaim().map(claim -> token.getClaim(claim) != null).orElse(true);
  }

  private UserInfo more(URI people, OIDCTokenResponse tokens, Subject subject)
      throws UnusableException {
    UserInfoRequest request = new UserInfoRequest(people, tokens.getOIDCTokens().getAccessToken());
    try {
      UserInfo said = UserInfo.parse(http.send(request.toHTTPRequest()).getBody());
      if (subject.equals(said.getSubject())) {
        return said;
      }
      throw new UnusableException("says of somebody else what it was asked of a token's subject");
    } catch (ParseException e) {
      throw new UnusableException("does not say more of whom it has signed in");
    }
  }

  private Discovery discovery() throws UnusableException {
    Optional<Discovery> before = known;
    if (before.isPresent()) {
      return before.get();
    }
    Discovery now = Discovery.ask(settings, http);
    known = Optional.of(now);
    return now;
  }

  private static RefusedException wrong(String detail) {
    return new RefusedException(Refusal.WRONG_LOGIN, detail);
  }

  /** It may say something else of itself when it can be used again. */
  private RefusedException unusable(UnusableException why) {
    known = Optional.empty();
    // What to do: look whether the provider runs, whether this host reaches it, and what it logs.
    LOG.warn("provider {} not usable: {}", settings.issuer(), why.reason());
    return new RefusedException(Refusal.NOT_READY, "the provider of logins: " + why.reason());
  }
}
