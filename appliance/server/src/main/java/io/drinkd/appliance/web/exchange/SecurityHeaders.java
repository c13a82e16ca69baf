package io.drinkd.appliance.web.exchange;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** What every answer says to keep browsers from being used against their owners. */
final class SecurityHeaders {

  /**
   * Nothing from elsewhere, and nothing that stands in a page runs: scripts and styles are files.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  /** What every answer has. */
  static final HttpFields ALWAYS =
      HttpFields.from(
          field("Content-Security-Policy", POLICY),
          field("X-Content-Type-Options", "nosniff"),
          field("X-Frame-Options", "DENY"),
          // With no-referrer, browsers would send forms without saying from where they come.
          field("Referrer-Policy", "same-origin"),
          field("Cross-Origin-Opener-Policy", "same-origin"),
          field("Cross-Origin-Resource-Policy", "same-origin"));

  /** The browser is to use TLS only from now on. */
  static final HttpField HSTS =
      new PreEncodedHttpField(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=31536000");

  private SecurityHeaders() {}

  private static HttpField field(String name, String value) {
    return new PreEncodedHttpField(name, value);
  }
}
