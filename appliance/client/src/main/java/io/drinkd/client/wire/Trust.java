package io.drinkd.client.wire;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which servers with TLS are believed.
 *
 * @param certificates a file of certificates in PEM to trust instead of those that Java trusts
 * @param anyone whether every certificate is believed, for whatever host
 */
public record Trust(Optional<Path> certificates, boolean anyone) {

  /** What Java trusts. */
  public static final Trust STANDARD = new Trust(Optional.empty(), false);
}
