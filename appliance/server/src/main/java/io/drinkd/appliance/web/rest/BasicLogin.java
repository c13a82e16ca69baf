package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A name and a password in the header of a request (RFC 7617, in UTF-8). */
record BasicLogin(String name, String password) {

  private static final String HEADER = "Authorization";
  private static final String SCHEME = "basic ";
  private static final Map<String, String> CHALLENGE =
      Map.of("WWW-Authenticate", "Basic realm=\"drinkd\", charset=\"UTF-8\"");

  /**
   * Empty if there is no such header.
   *
   * @throws RequestException if there is one that cannot be read
   */
  static Optional<BasicLogin> of(Exchange exchange) {
    return exchange
        .onlyHeader(HEADER)
        .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .map(text -> read(text.substring(SCHEME.length()).strip()));
  }

  private static BasicLogin read(String encoded) {
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded);
      String[] both = new String(bytes, StandardCharsets.UTF_8).split(":", 2);
      if (both.length == 2) {
        return new BasicLogin(both[0], both[1]);
      }
    } catch (IllegalArgumentException e) {
      // As any other that cannot be read.
    }
    throw new RequestException(401, "the header is not name and password in Base64", CHALLENGE);
  }
}
