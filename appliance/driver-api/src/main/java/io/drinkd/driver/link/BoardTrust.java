package io.drinkd.driver.link;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a board as Java's own checks do, and is stricter in one thing: a certificate that stands
 * in the file itself has to be valid at the time, too. What it refuses it explains.
 */
final class BoardTrust extends X509ExtendedTrustManager {

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final int NAMES_SHOWN = 5;
  private static final int TEXT_SHOWN = 100;

  private final BoardTls tls;
  private final X509ExtendedTrustManager java;

  BoardTrust(BoardTls tls, X509ExtendedTrustManager java) {
    this.tls = tls;
    this.java = java;
  }

  /** The certificate of a board was refused; the message says what was found and expected. */
  static final class RefusedException extends CertificateException {

    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    Optional<String> untimely =
        Arrays.stream(chain).flatMap(one -> untimely(one, Instant.now()).stream()).findFirst();
    if (untimely.isPresent()) {
      throw new RefusedException(untimely.get());
    }
    try {
      java.checkServerTrusted(chain, kind, engine);
    } catch (CertificateException e) {
      throw new RefusedException(isTrusted(chain, kind) ? otherName(chain[0]) : strange(chain[0]));
    }
  }

  private static Optional<String> untimely(X509Certificate one, Instant now) {
    String found = "found the certificate of " + shown(one);
    if (now.isAfter(one.getNotAfter().toInstant())) {
      return Optional.of(
          found
              + ", which expired on "
              + day(one.getNotAfter())
              + ", expected a valid one; renew it on the board");
    }
    return now.isBefore(one.getNotBefore().toInstant())
        ? Optional.of(
            found
                + ", which is not valid before "
                + day(one.getNotBefore())
                + ", expected a valid one; set the clock of this computer, or renew it on the board")
        : Optional.empty();
  }

  private static LocalDate day(Date date) {
    return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
  }

  /** Whether it is only the name that is wrong. */
  private boolean isTrusted(X509Certificate[] chain, String kind) {
    try {
      java.checkServerTrusted(chain, kind);
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  private String otherName(X509Certificate found) {
    return "found a certificate for "
        + names(found)
        + ", expected one for "
        + tls.name()
        + "; correct name: below tls: of the machine's file, or renew it on the board";
  }

  private String strange(X509Certificate found) {
    return "found the certificate of "
        + shown(found)
        + ", issued by "
        + shortened(found.getIssuerX500Principal().getName())
        + ", expected one that "
        + tls.trust()
        + " vouches for; if it is the board's, add it or its issuer's to that file";
  }

  private static String shown(X509Certificate certificate) {
    return shortened(certificate.getSubjectX500Principal().getName());
  }

  private static String names(X509Certificate certificate) {
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      String names =
          all == null
              ? ""
              : all.stream()
                  .filter(one -> one.get(0).equals(DNS_NAME) || one.get(0).equals(IP_ADDRESS))
                  .limit(NAMES_SHOWN)
                  .map(one -> String.valueOf(one.get(1)))
                  .collect(Collectors.joining(", "));
      return names.isEmpty() ? shown(certificate) + " and no name" : shortened(names);
    } catch (CertificateParsingException e) {
      return shown(certificate) + " and no name that can be read";
    }
  }

  /** The other side has written it. */
  private static String shortened(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.length() > TEXT_SHOWN ? printable.substring(0, TEXT_SHOWN) + "..." : printable;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    throw new CertificateException("only for engines");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    throw new CertificateException("only for engines");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("only for boards");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    throw new CertificateException("only for boards");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    throw new CertificateException("only for boards");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return java.getAcceptedIssuers();
  }
}
