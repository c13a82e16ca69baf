package io.drinkd.appliance.config;

import java.time.Instant;
import java.util.Optional;

/**
 * A listener's TLS.
 *
 * @param file the file with its certificate, as the configuration names it
 * @param identity what it identifies itself with; empty if the file is not there, and the listener
 *     is to stay closed until it is
 */
public record TlsSettings(String file, Optional<TlsIdentity> identity) {

  /**
   * What somebody should know about the certificates: one is not valid at the time, or will not be
   * in a month.
   */
  public Optional<String> remark(Instant now) {
    return identity
        .flatMap(shown -> shown.remark(now))
        .map(remark -> "certificate " + file + ": " + remark + "; replace it by a valid one");
  }

  /** When its certificates end to be valid; empty while there are none. */
  public Optional<Instant> end() {
    return identity.map(TlsIdentity::end);
  }
}
