package io.drinkd.appliance.config;

/**
 * A secret that the appliance itself sends.
 *
 * @param text to be shown to nobody but whom it is sent to
 */
public record SecretText(String text) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "****";
  }
}
