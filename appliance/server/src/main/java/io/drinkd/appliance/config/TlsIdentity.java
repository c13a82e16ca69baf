package io.drinkd.appliance.config;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * The certificate and key with which a listener identifies itself. Two are equal if their files
 * held the same.
 *
 * @param certificates the listener's own certificate first, then those that vouch for it
 * @param key the private key of the first certificate
 */
public record TlsIdentity(List<X509Certificate> certificates, PrivateKey key) {

  private static final String REFUSED = ", and clients refuse it";
  private static final Duration EARLY = Duration.ofDays(30);

  /**
   * What is wrong with the time for which its certificates are valid, or will be within a month.
   */
  Optional<String> remark(Instant now) {
    return certificates.stream().flatMap(one -> remark(one, now).stream()).findFirst();
  }

  /** When the first of its certificates ends to be valid. */
  Instant end() {
    return certificates.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Optional<String> remark(X509Certificate certificate, Instant now) {
    String whose = certificate.getSubjectX500Principal().toString();
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      return Optional.of(
          whose + " is not valid before " + day(certificate.getNotBefore()) + REFUSED);
    }
    if (now.isAfter(end)) {
      return Optional.of(whose + " expired on " + day(certificate.getNotAfter()) + REFUSED);
    }
    return now.plus(EARLY).isAfter(end)
        ? Optional.of(
            whose
                + " expires on "
                + day(certificate.getNotAfter())
                + ", in "
                + Duration.between(now, end).toDays()
                + " days")
        : Optional.empty();
  }

  private static LocalDate day(Date date) {
    return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "TLS as " + certificates.get(0).getSubjectX500Principal();
  }
}
