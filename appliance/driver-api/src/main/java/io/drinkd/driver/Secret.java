package io.drinkd.driver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** A text that is compared and never shown, {@link #toString} included. */
public final class Secret {

  private final byte[] text;

  public Secret(String text) {
    this.text = text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether {@code candidate} is this secret, compared in constant time. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(text, candidate.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether both are the same text, compared in constant time. */
  public boolean sameAs(Secret other) {
    return MessageDigest.isEqual(text, other.text);
  }

  /** The line with every occurrence of this secret masked. */
  public String mask(String line) {
    return text.length == 0 ? line : line.replace(new String(text, StandardCharsets.UTF_8), "****");
  }

  /** How many of the line's last characters may be the beginning of this secret. */
  public int beginsIn(String line) {
    String secret = new String(text, StandardCharsets.UTF_8);
    int most = Math.min(secret.length() - 1, line.length());
    for (int length = most; length > 0; length--) {
      if (secret.startsWith(line.substring(line.length() - length))) {
        return length;
      }
    }
    return 0;
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
