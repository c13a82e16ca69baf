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

  /** The text with this secret made unreadable wherever it stands in it. */
  public String mask(String said) {
    return text.length == 0 ? said : said.replace(new String(text, StandardCharsets.UTF_8), "****");
  }

  /** How many of the last characters of the text may be the beginning of this secret. */
  public int beginsIn(String said) {
    String secret = new String(text, StandardCharsets.UTF_8);
    int most = Math.min(secret.length() - 1, said.length());
    for (int length = most; length > 0; length--) {
      if (secret.startsWith(said.substring(said.length() - length))) {
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
