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
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.drinkd.appliance.config.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A provider of OpenID Connect on loopback, which signs whatever a test wants. */
public final class LoopbackProvider implements AutoCloseable {

  public static final String CLIENT = "drinkd";
  public static final String SECRET = "what the client knows";

  /** Made once, for it takes long. */
  private static final RSAKey KEY = key("one");

  private static final RSAKey ANOTHER = key("one");
  private static final RSAKey NEXT = key("two");

  public static final String METADATA = "/.well-known/openid-configuration";
  public static final String KEYS = "/keys";
  public static final String TOKEN = "/token";
  public static final String PEOPLE = "/userinfo";

  private final HttpServer server;
  private final String scheme;
  private final Map<String, HttpHandler> answers = new ConcurrentHashMap<>();
  private final Map<String, Map<String, List<String>>> codes = new ConcurrentHashMap<>();
  private volatile RSAKey signing = KEY;
  private volatile RSAKey shown = KEY;

  /** What else a token is to say, or say otherwise. */
  public volatile Consumer<JWTClaimsSet.Builder> claims = builder -> {};

  /** What it says of people besides, when it is asked with a token. */
  public volatile String people = "{\"sub\":\"4711\"}";

  public LoopbackProvider() throws IOException {
    this(HttpServer.create(), "http");
  }

  private LoopbackProvider(HttpServer server, String scheme) throws IOException {
    this.server = server;
    this.scheme = scheme;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answers.put(METADATA, exchange -> answer(exchange, 200, metadata()));
    answers.put(
        KEYS, exchange -> answer(exchange, 200, new JWKSet(shown.toPublicJWK()).toString()));
    answers.put(TOKEN, this::token);
    answers.put(PEOPLE, exchange -> answer(exchange, 200, people));
    answers.put("/authorize", this::authorize);
    server.createContext("/", this::answer);
    server.start();
  }

  /** One that shows a certificate which nobody trusts. */
  public static LoopbackProvider untrusted() throws IOException, GeneralSecurityException {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(TestCertificate.make("EC").serving()));
    return new LoopbackProvider(server, "https");
  }

  /** From now on it answers otherwise there. */
  public void answer(String path, HttpHandler handler) {
    answers.put(path, handler);
  }

  /** From now on it answers that there. */
  public void answer(String path, int status, String body) {
    answer(path, exchange -> answer(exchange, status, body));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    answers.getOrDefault(path, missing -> answer(missing, 404, "{}")).handle(exchange);
  }

  /** What a site has to know of it. */
  public ProviderSettings settings() {
    return new ProviderSettings(issuer(), CLIENT, SECRET, "preferred_username", Optional.empty());
  }

  /** Another site than one at 127.0.0.1, for browsers. */
  public String issuer() {
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  /** From now on it signs with a key that it does not show. */
  public void signWithAnotherKey() {
    signing = ANOTHER;
  }

  /** From now on it signs with a new key, and shows that one alone. */
  public void changeKeys() {
    signing = NEXT;
    shown = NEXT;
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2_048).keyID(id).generate();
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

  /** There somebody has signed in already. */
  private void authorize(HttpExchange exchange) throws IOException {
    URI back = signIn(exchange.getRequestURI());
    exchange.getResponseHeaders().set("Location", back.toString());
    answer(exchange, 302, "{}");
  }

  /** What it says of itself. */
  public String metadata() {
    String json =
        """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize",
         "token_endpoint": "%1$s/token", "userinfo_endpoint": "%1$s/userinfo",
         "jwks_uri": "%1$s/keys", "subject_types_supported": ["public"],
         "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256"]}
        """;
    return String.format(Locale.ROOT, json, issuer());
  }

  private void token(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, List<String>> sent = URLUtils.parseParameters(body);
    Map<String, List<String>> asked = codes.remove(sent.get("code").get(0));
    String login =
        Base64.getEncoder()
            .encodeToString(
                (CLIENT + ":" + SECRET.replace(' ', '+')).getBytes(StandardCharsets.UTF_8));
    if (!("Basic " + login).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "{\"error\":\"invalid_client\"}");
      return;
    }
    boolean right =
        asked != null
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
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signing.getKeyID()).build(),
              builder.build());
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
