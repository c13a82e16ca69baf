package io.drinkd.driver.link;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * That the link with a board is TLS, and how the board is known. Drivers do not notice it.
 *
 * @param name the name, or the address, that the board's certificate has to be for
 * @param trust the file that the trusted certificates were read from, as an operator calls it
 * @param trusted the board's own certificate, or those of whoever issues such certificates
 */
public record BoardTls(String name, String trust, List<X509Certificate> trusted) {

  public BoardTls {
    trusted = List.copyOf(trusted);
  }

  /** Without what the file holds. */
  @Override
  public String toString() {
    return "TLS with " + name + ", trusting " + trust;
  }
}
