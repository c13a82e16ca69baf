package io.drinkd.appliance.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Texts by which a program or a device is known. They are random and as long as nobody can guess,
 * so a plain hash keeps them secret; and since they are found by their hash, how long that takes
 * reveals nothing about them. May be used on any thread.
 */
public final class RandomSecret {

  /** Without letters and digits that are taken for others when they are typed. */
  private static final String TYPED = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomSecret() {}

  /** That many random bits, in letters, digits, hyphens and underlines. */
  static String random(int bits) {
    byte[] bytes = new byte[bits / Byte.SIZE];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** That many random characters that people can type. */
  static String typed(int length) {
    StringBuilder text = new StringBuilder(length);
    while (text.length() < length) {
      text.append(TYPED.charAt(RANDOM.nextInt(TYPED.length())));
    }
    return text.toString();
  }

  /** What the books keep of it: its SHA-256, in 64 hexadecimal digits. */
  public static String hash(String secret) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
