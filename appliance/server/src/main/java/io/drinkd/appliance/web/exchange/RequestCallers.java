package io.drinkd.appliance.web.exchange;

import io.drinkd.appliance.credential.PresentedToken;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Logins;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.server.ConnectionMetaData;

/** Finds out who sends a request: by a token, by the cookie of a session, or nobody. */
final class RequestCallers {

  private static final String AUTHORIZATION = "Authorization";
  private static final String BEARER = "bearer ";
  private static final String TOKEN = PresentedToken.class.getName();

  private final Logins logins;
  private final String door;

  /**
   * @param door the listener's name, for the log
   */
  RequestCallers(Logins logins, String door) {
    this.logins = logins;
    this.door = door;
  }

  /** Anybody, at the address of that client, whose logins are given up when it has left. */
  Caller anybody(Client client, CompletionStage<Void> left) {
    return logins.anybody(door, LoginOrigin.ofRequest(client.address(), left));
  }

  /**
   * Who sends it.
   *
   * @return fails with a {@link RequestException}, 401, for a token that is none, or none any more;
   *     a session that is over is as good as none
   */
  CompletionStage<Caller> of(Exchange exchange, LoginBy loginBy) {
    Optional<String> authorization = exchange.onlyHeader(AUTHORIZATION);
    if (loginBy == LoginBy.NONE) {
      return CompletableFuture.completedFuture(exchange.caller());
    }
    if (loginBy == LoginBy.TOKEN_OR_SESSION && authorization.isPresent()) {
      String sent = authorization.get();
      return sent.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? byToken(exchange, presented(exchange, sent.substring(BEARER.length()).strip()))
          : CompletableFuture.completedFuture(exchange.caller());
    }
    boolean kiosk = loginBy == LoginBy.KIOSK;
    return (kiosk ? exchange.cookies().kioskSession() : exchange.cookies().session())
        .map(
            secret ->
                kiosk
                    ? logins.byKioskSession(exchange.caller(), secret)
                    : logins.bySession(exchange.caller(), secret))
        .orElseGet(() -> CompletableFuture.completedFuture(exchange.caller()));
  }

  /** The same one as with the last request of the connection, if that showed the same. */
  private static PresentedToken presented(Exchange exchange, String token) {
    ConnectionMetaData connection = exchange.connection();
    if (connection.getAttribute(TOKEN) instanceof PresentedToken last
        && last.text().equals(token)) {
      return last;
    }
    PresentedToken presented = new PresentedToken(token);
    connection.setAttribute(TOKEN, presented);
    return presented;
  }

  private CompletionStage<Caller> byToken(Exchange exchange, PresentedToken token) {
    CompletableFuture<Caller> known = new CompletableFuture<>();
    logins
        .byToken(exchange.caller(), token)
        .whenComplete(
            (caller, failure) -> {
              if (failure == null) {
                known.complete(caller);
              } else {
                known.completeExceptionally(isWrong(failure) ? unknownToken() : failure);
              }
            });
    return known;
  }

  private static boolean isWrong(Throwable failure) {
    return failure instanceof RefusedException refused && refused.refusal() == Refusal.WRONG_LOGIN;
  }

  private static RequestException unknownToken() {
    return new RequestException(
        401,
        "the token is not known, or not any more",
        Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));
  }

  /**
   * Whether a request that writes has to prove that it comes from a page of this site: browsers
   * send cookies along, whoever has made them send it.
   */
  static boolean isByBrowser(Exchange exchange, LoginBy loginBy) {
    return switch (loginBy) {
      case NONE -> false;
      case SESSION, KIOSK -> true;
      case TOKEN_OR_SESSION ->
          exchange.header(AUTHORIZATION).isEmpty() && exchange.cookies().session().isPresent();
    };
  }
}
