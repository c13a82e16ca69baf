package io.drinkd.appliance.config;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The certificate and key with which a listener identifies itself. Two are equal if their files
 * held the same.
 *
 * @param certificates the listener's own certificate first, then those that vouch for it
 * @param key the private key of the first certificate
 */
public record TlsSettings(List<X509Certificate> certificates, PrivateKey key) {

  /** Without the key. */
  @Override
  public String toString() {
    return "TLS as " + certificates.get(0).getSubjectX500Principal();
  }
}
