package io.drinkd.appliance.config;

/**
 * How much work it is to make and to check a password hash (Argon2id, one lane). It stands in each
 * hash, so it may change without making old hashes invalid.
 *
 * @param memoryKib the memory in KiB, at least 8
 * @param passes how often it is gone through, at least 1
 */
public record PasswordCost(int memoryKib, int passes) {

  /** What OWASP's password storage cheat sheet asks for at the least. */
  public static final PasswordCost STANDARD = new PasswordCost(19 * 1024, 2);
}
