package io.drinkd.driver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** A text that is compared, never shown: {@link #toString} does not give it away. */
public final class Secret {

  private final byte[] text;

  public Secret(String text) {
    this.text = text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether {@code said} is this secret; takes the same time wherever the two differ. */
  public boolean matches(String said) {
    return MessageDigest.isEqual(text, said.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether both are the same text; takes the same time wherever they differ. */
  public boolean sameAs(Secret other) {
    return MessageDigest.isEqual(text, other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && sameAs(secret);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(text);
  }

  @Override
  public String toString() {
    return "****";
  }
}
