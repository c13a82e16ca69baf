package io.drinkd.appliance.web.oidc;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.util.Optional;

/**
 * What a browser has that signs in by a provider, and nobody else: by it, what the provider sends
 * is known to be for this attempt.
 */
public record SignInAttempt(State state, Nonce nonce, CodeVerifier verifier) {

  private static final int PARTS = 3;

  /** A new one, of random texts. */
  public static SignInAttempt begin() {
    return new SignInAttempt(new State(), new Nonce(), new CodeVerifier());
  }

  /** As text fit for a cookie. */
  public String text() {
    return String.join(".", state.getValue(), nonce.getValue(), verifier.getValue());
  }

  /** The attempt that has this {@link #text}; empty if none has. */
  public static Optional<SignInAttempt> of(String text) {
    String[] parts = text.split("\\.", -1);
    try {
      return parts.length == PARTS
          ? Optional.of(
              new SignInAttempt(
                  new State(parts[0]), new Nonce(parts[1]), new CodeVerifier(parts[2])))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
