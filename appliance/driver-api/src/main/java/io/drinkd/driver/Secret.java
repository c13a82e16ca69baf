package io.drinkd.driver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A text that is compared, sent within a {@link MaskedText}, and never shown, {@link #toString}
 * included.
 */
public final class Secret {

  private final byte[] text;
  private final SecretForms forms;
  private final Consumer<String> sentAs;

  /** One that is compared only, or whose traffic nobody sees. */
  public Secret(String text) {
    this(text, form -> {});
  }

  /**
   * One whose traffic is shown to somebody, who has to mask it.
   *
   * @param sentAs called with each form in which it is put into a message, such as Base64; it must
   *     not be shown
   */
  public Secret(String text, Consumer<String> sentAs) {
    this.text = text.getBytes(StandardCharsets.UTF_8);
    this.forms = new SecretForms(text);
    this.sentAs = sentAs;
  }

  /** Whether {@code candidate} is this secret, compared in constant time. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(text, candidate.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether both are the same text, compared in constant time. */
  public boolean sameAs(Secret other) {
    return MessageDigest.isEqual(text, other.text);
  }

  /**
   * The line, for people, with every occurrence of this secret masked: as it is, in hex digits, and
   * in each form in which it was put into a message; in letters of any case, escaped as in JSON or
   * an address, and cut off with {@code ...} behind it. A secret of one character is not masked,
   * for any sentence has it by chance; one of two is where it is a word of its own.
   */
  public String mask(String line) {
    return forms.mask(line);
  }

  String plain() {
    return new String(text, StandardCharsets.UTF_8);
  }

  void sentAs(String form) {
    forms.add(form);
    sentAs.accept(form);
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
    return MaskedText.MASK;
  }
}
