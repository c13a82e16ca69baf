package io.drinkd.appliance.web.exchange;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * Tokens that a form has to send along, which only pages of this site can know: they are made of a
 * cookie that no script can read. Each is masked by random bytes, so that a page with one can be
 * compressed without giving it away.
 */
final class FormTokens {

  private static final int BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private FormTokens() {}

  /** 128 random bits, as text fit for a cookie. */
  static String secret() {
    return encoded(random());
  }

  /** Whether a text can be such a {@link #secret}. */
  static boolean isSecret(String text) {
    return text.matches("[A-Za-z0-9_-]{22}");
  }

  /**
   * A token.
   *
   * @param secret what the browser has in its cookie
   */
  static String of(String secret) {
    byte[] mask = random();
    byte[] both = Arrays.copyOf(mask, 2 * BYTES);
    byte[] token = token(secret);
    for (int i = 0; i < BYTES; i++) {
      both[BYTES + i] = (byte) (mask[i] ^ token[i]);
    }
    return encoded(both);
  }

  /** Whether a token was made of that secret. */
  static boolean isOf(String secret, String given) {
    byte[] both;
    try {
      both = Base64.getUrlDecoder().decode(given);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (both.length != 2 * BYTES) {
      return false;
    }
    byte[] token = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      token[i] = (byte) (both[i] ^ both[BYTES + i]);
    }
    return MessageDigest.isEqual(token, token(secret));
  }

  private static byte[] token(String secret) {
    byte[] all = Content.sha256(("form " + secret).getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(all, BYTES);
  }

  private static byte[] random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
