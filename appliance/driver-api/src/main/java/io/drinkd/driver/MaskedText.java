package io.drinkd.driver;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.mina.core.buffer.IoBuffer;

/**
 * A part of a message to a board that has a secret in it. Its bytes go into the message alone; as a
 * text, in logs and in traces of the traffic, the secret is masked. Never changes.
 */
public final class MaskedText {

  static final String MASK = "****";

  private final String shown;
  private final byte[] bytes;

  private MaskedText(String shown, String whole) {
    this.shown = shown;
    this.bytes = whole.getBytes(StandardCharsets.UTF_8);
  }

  /** The secret as it is, between two texts. */
  public static MaskedText of(String before, Secret secret, String after) {
    secret.sentAs(secret.plain());
    return new MaskedText(before + MASK + after, before + secret.plain() + after);
  }

  /** A text and the secret behind it in Base64, such as {@code user:} and a password. */
  public static MaskedText base64(String before, Secret secret) {
    byte[] whole = (before + secret.plain()).getBytes(StandardCharsets.UTF_8);
    String encoded = Base64.getEncoder().encodeToString(whole);
    secret.sentAs(encoded);
    return new MaskedText(MASK, encoded);
  }

  /**
   * A line of an HTTP header, its end included, with the secret as its value.
   *
   * @throws IllegalArgumentException if the secret has characters that no header may have
   */
  public static MaskedText header(String name, Secret secret) {
    if (!secret.plain().matches("[\\x20-\\x7e]*")) {
      throw new IllegalArgumentException(
          "a password with characters other than printable ASCII cannot be sent in a header");
    }
    return of(name + ": ", secret, "\r\n");
  }

  /** The same behind a text. */
  public MaskedText after(String before) {
    return new MaskedText(before + shown, before + new String(bytes, StandardCharsets.UTF_8));
  }

  /** The same before a text. */
  public MaskedText before(String after) {
    return new MaskedText(shown + after, new String(bytes, StandardCharsets.UTF_8) + after);
  }

  /** How many bytes it has. */
  public int length() {
    return bytes.length;
  }

  /** Puts its bytes into a message. */
  public void putInto(IoBuffer message) {
    message.put(bytes);
  }

  /** With the secret masked. */
  @Override
  public String toString() {
    return shown;
  }
}
