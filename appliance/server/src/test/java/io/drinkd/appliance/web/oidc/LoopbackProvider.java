package io.drinkd.appliance.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A provider of OpenID Connect on loopback, which signs whatever a test wants. */
public final class LoopbackProvider implements AutoCloseable {

  public static final String CLIENT = "drinkd";
  public static final String SECRET = "what the client knows";

  /** Made once, for it takes long. */
  private static final RSAKey KEY = key();

  private static final RSAKey ANOTHER = key();

  private final HttpServer server;
  private final Map<String, Map<String, List<String>>> codes = new ConcurrentHashMap<>();
  private RSAKey signing = KEY;

  /** What else a token is to say, or say otherwise. */
  public Consumer<JWTClaimsSet.Builder> claims = builder -> {};

  public LoopbackProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/.well-known/openid-configuration", this::metadata);
    server.createContext(
        "/keys", exchange -> answer(exchange, 200, new JWKSet(KEY.toPublicJWK()).toString()));
    server.createContext("/token", this::token);
    server.start();
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on it signs with a key that it does not show. */
  public void signWithAnotherKey() {
    signing = ANOTHER;
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2_048).keyID("one").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java has RSA", e);
    }
  }

  /** Somebody signs in there who was sent; returns where the browser is sent back to. */
  public URI signIn(URI sent) {
    Map<String, List<String>> asked = URLUtils.parseParameters(sent.getRawQuery());
    String code = "code" + codes.size();
    codes.put(code, asked);
    return URI.create(
        asked.get("redirect_uri").get(0) + "?code=" + code + "&state=" + asked.get("state").get(0));
  }

  private void metadata(HttpExchange exchange) throws IOException {
    String json =
        """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
         "jwks_uri": "%1$s/keys", "subject_types_supported": ["public"],
         "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256"]}
        """;
    answer(exchange, 200, String.format(Locale.ROOT, json, issuer()));
  }

  private void token(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, List<String>> sent = URLUtils.parseParameters(body);
    Map<String, List<String>> asked = codes.remove(sent.get("code").get(0));
    String login =
        Base64.getEncoder()
            .encodeToString(
                (CLIENT + ":" + SECRET.replace(' ', '+')).getBytes(StandardCharsets.UTF_8));
    boolean right =
        asked != null
            && ("Basic " + login).equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && CodeChallenge.compute(
                    CodeChallengeMethod.S256, new CodeVerifier(sent.get("code_verifier").get(0)))
                .getValue()
                .equals(asked.get("code_challenge").get(0));
    if (!right) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    answer(
        exchange,
        200,
        "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"id_token\":\""
            + signed(asked.get("nonce").get(0))
            + "\"}");
  }

  private String signed(String nonce) throws IOException {
    Instant now = Instant.now();
    JWTClaimsSet.Builder builder =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject("4711")
            .audience(CLIENT)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)))
            .claim("nonce", nonce)
            .claim("preferred_username", "bob")
            .claim("drink-admin", true);
    claims.accept(builder);
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), builder.build());
      token.sign(new RSASSASigner(signing));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IOException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
