package io.drinkd.appliance.web.exchange;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The cookies that the browser has sent with a request, and those that an answer sets. Used by one
 * thread at a time.
 */
public final class Cookies {

  private static final String SESSION = "drinkd-session";
  private static final String KIOSK_SESSION = "drinkd-kiosk-session";
  private static final String FORM = "drinkd-form";
  private static final Duration SESSION_LIFETIME = Duration.ofDays(30);

  private final HttpFields headers;
  private final boolean secure;

  private Optional<Map<String, String>> sent = Optional.empty();

  /**
   * @param secure whether this site is reached by TLS alone
   */
  Cookies(HttpFields headers, boolean secure) {
    this.headers = headers;
    this.secure = secure;
  }

  /** The value of a cookie that {@link #set} has set; empty if the browser has none. */
  public Optional<String> find(String name) {
    if (sent.isEmpty()) {
      sent = Optional.of(Cookie.read(headers.getValuesList(HttpHeader.COOKIE)));
    }
    return Optional.ofNullable(sent.get().get(Cookie.name(name, secure)));
  }

  /**
   * A cookie to be set.
   *
   * @param name small letters and hyphens
   * @param value letters, digits and {@code _ . ~ -}
   * @param lifetime after which the browser forgets it
   */
  public Cookie set(String name, String value, Duration lifetime) {
    return Cookie.of(name, value, Optional.of(lifetime), secure);
  }

  /** Makes the browser forget a cookie. */
  public Cookie forget(String name) {
    return set(name, "", Duration.ZERO);
  }

  /** The secret of the session that the browser has, which may be over; empty if it has none. */
  public Optional<String> session() {
    return find(SESSION).filter(secret -> !secret.isEmpty());
  }

  /** The cookie of a session that begins now. */
  public Cookie setSession(String secret) {
    return set(SESSION, secret, SESSION_LIFETIME);
  }

  /** Makes the browser forget its session. */
  public Cookie forgetSession() {
    return forget(SESSION);
  }

  /** The same of the session of whoever has signed in at a kiosk. */
  Optional<String> kioskSession() {
    return find(KIOSK_SESSION).filter(secret -> !secret.isEmpty());
  }

  /** The cookie of a session at a kiosk, which the browser forgets after that time. */
  public Cookie setKioskSession(String secret, Duration lifetime) {
    return set(KIOSK_SESSION, secret, lifetime);
  }

  /** Makes the browser forget a session at a kiosk. */
  public Cookie forgetKioskSession() {
    return forget(KIOSK_SESSION);
  }

  /** What the form tokens of a browser without a session are made of; empty if it has none yet. */
  Optional<String> formSecret() {
    return find(FORM).filter(FormTokens::isSecret);
  }

  /** The cookie of it, kept until the browser is closed. */
  Cookie setFormSecret(String secret) {
    return Cookie.of(FORM, secret, Optional.empty(), secure);
  }
}
