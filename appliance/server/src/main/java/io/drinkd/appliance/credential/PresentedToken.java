package io.drinkd.appliance.credential;

/**
 * A text that somebody shows as a token. It is hashed once, so whoever gets the same text with each
 * request of a connection keeps this as long as the connection is open. What it is good for is
 * found out each time. Never changes; may be used on any thread.
 */
public final class PresentedToken {

  /** A longer text is none. */
  private static final int LENGTH_MAX = 64;

  private final String text;
  private final String hash;

  /**
   * @param text as it was sent
   */
  public PresentedToken(String text) {
    this.text = text;
    boolean possible = text.startsWith(TokenStore.PREFIX) && text.length() <= LENGTH_MAX;
    hash = possible ? RandomSecret.hash(text) : "";
  }

  /** As it was sent. */
  public String text() {
    return text;
  }

  /** Whether it may be a token at all. */
  boolean isPossible() {
    return !hash.isEmpty();
  }

  String hash() {
    return hash;
  }
}
