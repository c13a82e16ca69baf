package io.drinkd.appliance.web.exchange;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A cookie that is set: for this host and all paths, not for scripts, not sent with requests that
 * other sites make (but for links to this one), and over TLS only where the site is reached by TLS.
 * {@link Cookies} makes it.
 */
public final class Cookie {

  /** Browsers take a cookie with that name only if it is as it is here. */
  private static final String HOST_PREFIX = "__Host-";

  private static final Pattern NAME = Pattern.compile("[a-z-]+");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.~-]*");

  private final String header;

  private Cookie(String header) {
    this.header = header;
  }

  /**
   * @param lifetime zero makes the browser forget it; empty keeps it until the browser is closed
   */
  static Cookie of(String name, String value, Optional<Duration> lifetime, boolean secure) {
    if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException("not fit for a cookie: " + name);
    }
    String age =
        lifetime
            .map(time -> String.format(Locale.ROOT, "; Max-Age=%d", time.toSeconds()))
            .orElse("");
    return new Cookie(
        name(name, secure)
            + "="
            + value
            + age
            + "; Path=/; HttpOnly; SameSite=Lax"
            + (secure ? "; Secure" : ""));
  }

  /**
   * The cookies that a browser sends. Those of other programs on this host are among them, written
   * as it pleases these; what no cookie of this site can be is passed over. Some programs quote the
   * values.
   *
   * @param headers all of that name
   * @return values by the names on the wire; of several with one name the first
   */
  static Map<String, String> read(List<String> headers) {
    Map<String, String> cookies = new HashMap<>();
    for (String header : headers) {
      for (String cookie : header.split(";")) {
        int end = cookie.indexOf('=');
        String sent = cookie.substring(end + 1).strip();
        boolean quoted = sent.length() > 1 && sent.startsWith("\"") && sent.endsWith("\"");
        String value = quoted ? sent.substring(1, sent.length() - 1) : sent;
        if (end > 0 && VALUE.matcher(value).matches()) {
          cookies.putIfAbsent(cookie.substring(0, end).strip(), value);
        }
      }
    }
    return cookies;
  }

  /** What a cookie is called on the wire. */
  static String name(String name, boolean secure) {
    return secure ? HOST_PREFIX + name : name;
  }

  String header() {
    return header;
  }
}
